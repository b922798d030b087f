import type { Alarm, AlarmState, Comparison, Datapoint } from './alarm.ts';

/** A datapoint that has a value. */
export interface Known {
  /** Where its period begins, epoch ms. */
  readonly at: number;
  readonly value: number;
}

/** What an evaluation comes to, and what it has counted, newest first. */
export interface Verdict {
  readonly state: AlarmState;
  readonly evaluated: readonly Known[];
  readonly breaching: readonly Known[];
  /** Datapoints that are missing to the evaluation periods. */
  readonly filled: number;
}

const compare: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/**
 * Decides the state of an alarm from the datapoints of its range, the newest first, and the state it is in: undefined where
 * it stays as it is, whatever the data ("How alarm state is evaluated when data is missing" in the CloudWatch user guide).
 */
export function evaluate(alarm: Alarm, datapoints: readonly Datapoint[]): Verdict | undefined {
  const known = datapoints.flatMap(({ at, value }, age) => (value === undefined ? [] : [{ at, value, age }]));
  const evaluated = known.slice(0, alarm.evaluationPeriods);
  const breaching = evaluated.filter(({ value }) => compare[alarm.comparison](value, alarm.threshold));
  const filled = alarm.evaluationPeriods - evaluated.length;
  const verdict = (state: AlarmState): Verdict => ({ state, evaluated, breaching, filled });
  const treatedAsBreaching = alarm.missing === 'breaching' ? filled : 0;
  if (breaching.length + treatedAsBreaching >= alarm.datapointsToAlarm) return verdict('ALARM');
  if (filled === 0 || alarm.missing === 'breaching' || alarm.missing === 'notBreaching') return verdict('OK');
  if (evaluated.length === 0) return alarm.missing === 'missing' ? verdict('INSUFFICIENT_DATA') : undefined;
  if (evaluated.length > breaching.length) return verdict('OK');
  // All that is known breaches, and it is too little: the data must be as old as would have been needed.
  const oldest = breaching.at(-1)?.age ?? 0;
  return alarm.missing === 'missing' && oldest + 1 >= alarm.datapointsToAlarm ? verdict('ALARM') : undefined;
}
