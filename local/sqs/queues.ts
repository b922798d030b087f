import { AwsError } from '../dispatcher.ts';
import { expire, type Queue } from './queue.ts';

/** All queues of this runtime, and which of them are dead-letter queues. */
export interface Queues {
  readonly byName: Map<string, Queue>;
  readonly deadLetterArns: Set<string>;
  /** What is called before anything is done with a queue, by its name. */
  readonly touched: Map<string, () => void>;
}

/** Finds a queue by URL, ARN or name, without what has expired; throws QueueDoesNotExist. */
export function findQueue(queues: Queues, reference: string, now: number): Queue {
  const queue = queues.byName.get(reference.split(/[/:]/).at(-1) ?? '');
  if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  queues.touched.get(queue.name)?.();
  expire(queue, now);
  return queue;
}
