import { type Alarm, type AlarmState, type Datapoint, evaluatedEveryMs, rangeOf } from './alarm.ts';
import { evaluate, type Verdict } from './evaluation.ts';
import { minuteMs, type Reading } from './reading.ts';
import { statisticOf } from './statistic.ts';

/** The datapoints that an evaluation at an instant takes, the newest first. */
function datapointsAt(alarm: Alarm, reading: Reading, at: number): readonly Datapoint[] {
  return Array.from({ length: rangeOf(alarm) }, (_, age) => {
    const begins = at - (age + 1) * alarm.periodMs;
    return { at: begins, value: statisticOf(alarm.statistic, reading.between(begins, begins + alarm.periodMs)) };
  });
}

/** What an evaluation at an instant comes to, if nothing is measured before that is not known now. */
export function verdictAt(alarm: Alarm, reading: Reading, at: number): Verdict | undefined {
  return evaluate(alarm, datapointsAt(alarm, reading, at));
}

/**
 * The first evaluation after `now` that will change the alarm's state, if nothing more is measured; undefined when none will.
 * Only those are tried at which data come into a period or leave it: between two of them all datapoints are the same.
 */
export function nextChange(
  alarm: Alarm,
  reading: Reading,
  { now, state }: { readonly now: number; readonly state: AlarmState },
): number | undefined {
  return evaluationsAfter(alarm, reading, now).find((at) => {
    const verdict = verdictAt(alarm, reading, at);
    return verdict !== undefined && verdict.state !== state;
  });
}

function evaluationsAfter(alarm: Alarm, reading: Reading, now: number): readonly number[] {
  const { periodMs, threshold } = alarm;
  const every = evaluatedEveryMs(alarm);
  const range = rangeOf(alarm) * periodMs;
  const step = reading.flows ? minuteMs : periodMs;
  const next = nextEvaluation(alarm, now);
  const instants = new Set([next]);
  for (const change of reading.changes(threshold).filter((each) => each + range > now))
    for (let at = change; at <= change + range; at += step)
      if (at > now) instants.add(Math.max(next, Math.ceil(at / every) * every));
  return [...instants].sort((one, other) => one - other);
}

/** When the alarm is evaluated next after an instant. */
export function nextEvaluation(alarm: Alarm, after: number): number {
  const every = evaluatedEveryMs(alarm);
  return (Math.floor(after / every) + 1) * every;
}
