import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alarm } from '../../../cloudwatch/alarms/alarm.ts';
import type { Forecast } from '../../../cloudwatch/alarms/gauge.ts';
import { verdictAt } from '../../../cloudwatch/alarms/outlook.ts';
import { Samples } from '../../../cloudwatch/alarms/samples.ts';
import { alarm, alarmBench, minute, start } from './alarm-bench.ts';

const minutes = 60;

const alarms = fc
  .record({
    statistic: fc.constantFrom('Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p90'),
    period: fc.constantFrom(1, 2, 5),
    periods: fc.integer({ min: 1, max: 3 }),
    toAlarm: fc.integer({ min: 1, max: 3 }),
    comparison: fc.constantFrom('GreaterThanOrEqualToThreshold' as const, 'LessThanThreshold' as const),
    threshold: fc.integer({ min: 1, max: 8 }),
    missing: fc.constantFrom('breaching' as const, 'notBreaching' as const, 'ignore' as const, 'missing' as const),
  })
  .map(({ period, periods, toAlarm, ...given }) => ({
    ...{ ...alarm, ...given },
    periodMs: period * minute,
    evaluationPeriods: periods,
    datapointsToAlarm: Math.min(toAlarm, periods),
  }));

/** Second at which it is told of, never the end of a minute; how long before it was measured; and what. */
const values = fc.array(
  fc.record({
    second: fc.integer({ min: 1, max: minutes * 40 - 1 }).filter((second) => second % 60 !== 0),
    late: fc.constantFrom(0, 0, 0, 70, 400),
    value: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 12 },
);

const template = (given: Alarm) => ({
  Statistic: given.statistic.startsWith('p') ? undefined : given.statistic,
  ExtendedStatistic: given.statistic.startsWith('p') ? given.statistic : undefined,
  Period: given.periodMs / 1000,
  EvaluationPeriods: given.evaluationPeriods,
  DatapointsToAlarm: given.datapointsToAlarm,
  ComparisonOperator: given.comparison,
  Threshold: given.threshold,
  TreatMissingData: given.missing,
});

/** The changes that an evaluation at the end of every minute finds; `tell` says what is known by then. */
function changesByTheMinute(given: Alarm, first: string, tell: (at: number) => Samples) {
  let state = first;
  const changes: [number, string][] = [];
  for (let at = start + minute; at <= start + minutes * minute; at += minute) {
    const verdict = verdictAt(given, tell(at), at);
    if (!verdict || verdict.state === state) continue;
    state = verdict.state;
    changes.push([(at - start) / 1000, state]);
  }
  return changes;
}

test('property: an alarm changes when it would if it were evaluated every minute, and is rarely evaluated', async () => {
  await fc.assert(
    fc.asyncProperty(alarms, values, async (given, measured) => {
      const bench = alarmBench();
      await bench.load(template(given));
      const first = bench.cloudWatch.alarms()[0]?.state ?? '';
      for (const { second, late, value } of measured)
        bench.scheduler.at(start + second * 1000, 'value', () => bench.measure(second - late, value));
      const told = (at: number) => {
        const samples = new Samples();
        for (const { second, late, value } of measured)
          if (start + second * 1000 < at) samples.add(start + (second - late) * 1000, value);
        return samples;
      };
      const { fired } = await bench.scheduler.moveTo(start + minutes * minute);
      expect(bench.changes()).toEqual(changesByTheMinute(given, first, told));
      expect(fired).toBe(measured.length + bench.changes().length);
    }),
    { numRuns: 150 },
  );
});

/** A figure that is set now and then, and grows by one every minute where it is said to. */
interface Course {
  readonly second: number;
  readonly value: number;
  readonly grows: boolean;
}

function forecastOf({ second, value, grows }: Course): Forecast {
  const from = start + second * 1000;
  return {
    at: (instant) => value + (grows ? (instant - from) / minute : 0),
    turns: (threshold) => (grows ? [from + (threshold - value) * minute] : []),
    emptyFrom: grows ? start + 10 * minutes * minute : Number.NEGATIVE_INFINITY,
  };
}

const courses = fc
  .uniqueArray(
    fc.record({
      second: fc.integer({ min: 1, max: minutes * 40 - 1 }).filter((second) => second % 60 !== 0),
      value: fc.integer({ min: 0, max: 9 }),
      grows: fc.boolean(),
    }),
    { maxLength: 5, selector: ({ second }) => second },
  )
  .map((all) => all.sort((one, other) => one.second - other.second));

test('property: one on a figure that stands at every moment changes as if it were sampled every minute', async () => {
  await fc.assert(
    fc.asyncProperty(alarms, courses, async (given, set) => {
      const bench = alarmBench();
      await bench.load(template(given));
      const first = bench.cloudWatch.alarms()[0]?.state ?? '';
      let running: Course = { second: 0, value: 0, grows: false };
      const touched = bench.cloudWatch.connect(given.metric, () => forecastOf(running));
      for (const course of set)
        bench.scheduler.at(start + course.second * 1000, 'set', () => {
          touched();
          running = course;
        });
      const sampled = (at: number) => {
        const samples = new Samples();
        for (let end = start + minute; end <= at; end += minute) {
          const course = set.findLast(({ second }) => start + second * 1000 < end);
          if (course) samples.add(end - minute, forecastOf(course).at(end));
        }
        return samples;
      };
      const { fired } = await bench.scheduler.moveTo(start + minutes * minute);
      expect(bench.changes()).toEqual(changesByTheMinute(given, first, sampled));
      expect(fired).toBeLessThanOrEqual(2 * set.length + bench.changes().length);
    }),
    { numRuns: 150 },
  );
});
