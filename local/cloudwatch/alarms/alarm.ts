import type { MetricName } from '../metric.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How a datapoint breaches the threshold. */
export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

/** What the template says of an alarm on one metric; plain data. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  readonly metric: MetricName;
  /** Only data in this unit count; all where none is said. */
  readonly unit?: string | undefined;
  /** `Sum` and the like, or a percentile such as `p99.9`. */
  readonly statistic: string;
  readonly periodMs: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missing: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
  /** ARNs of topics by the state they are told of; none where actions are disabled. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

/** The statistic over one period. */
export interface Datapoint {
  /** Where the period begins, epoch ms. */
  readonly at: number;
  /** Undefined where nothing was measured. */
  readonly value: number | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Of how many periods the data are looked at: AWS's own examples take two more than are evaluated. */
export function rangeOf({ evaluationPeriods }: Pick<Alarm, 'evaluationPeriods'>): number {
  return evaluationPeriods + 2;
}

/** How often it is evaluated: every minute; one that looks back over more than a day every hour. */
export function evaluatedEveryMs({ periodMs, evaluationPeriods }: Alarm): number {
  return periodMs * evaluationPeriods > dayMs ? hourMs : minuteMs;
}
