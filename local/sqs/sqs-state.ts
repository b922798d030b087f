import type { Measure } from '../cloudwatch/measure.ts';
import type { Queues } from './queues.ts';

/** What every action of SQS works on. */
export interface SqsState {
  readonly queues: Queues;
  /** Virtual now, epoch ms. */
  now(): number;
  readonly measure: Measure;
}
