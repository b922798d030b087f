import type { Alarm, Comparison } from './alarm.ts';
import type { Known, Verdict } from './evaluation.ts';

const words: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** Why an alarm is in a state, as CloudWatch words it. */
export function reasonOf(alarm: Alarm, { state, evaluated, breaching, filled }: Verdict): string {
  const { evaluationPeriods, datapointsToAlarm, comparison, threshold, missing } = alarm;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${were(evaluationPeriods, 'datapoint')} unknown.`;
  const treated = `${were(filled, 'missing datapoint')} treated as [${missing === 'breaching' ? 'Breaching' : 'NonBreaching'}]`;
  if (evaluated.length === 0)
    return `Threshold Crossed: no datapoints were received for ${many(evaluationPeriods, 'period')} and ${treated}.`;
  const rest = filled > 0 && missing !== 'missing' && missing !== 'ignore' ? ` and ${treated}` : '';
  const limit = `${words[comparison]} the threshold (${decimal(threshold)})`;
  if (state === 'OK')
    return `Threshold Crossed: ${many(evaluated.length, 'datapoint')} ${listed(evaluated)} ${be(evaluated.length)} not ${limit}${rest}.`;
  if (breaching.length === 0) return `Threshold Crossed: ${treated}.`;
  const most = `minimum ${many(datapointsToAlarm, 'datapoint')} for OK -> ALARM transition`;
  return `Threshold Crossed: ${breaching.length} out of the last ${evaluationPeriods} datapoints ${listed(breaching)} ${be(breaching.length)} ${limit}${rest} (${most}).`;
}

/** A number as CloudWatch writes it, with a decimal point. */
export function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function listed(known: readonly Known[]): string {
  return `[${known.map(({ at, value }) => `${decimal(value)} (${dated(at)})`).join(', ')}]`;
}

/** Day, month and year, and the time in UTC. */
function dated(at: number): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8})/.exec(new Date(at).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function were(count: number, noun: string): string {
  return `${many(count, noun)} ${be(count)}`;
}

function be(count: number): string {
  return count === 1 ? 'was' : 'were';
}
