import { describe, expect, test } from 'vitest';
import { createCloudWatch } from '../../../cloudwatch/cloudwatch.ts';
import { createLives, loadInto, pass } from '../../journal/lives.ts';
import { alarmBench, properties, topic } from './alarm-bench.ts';

describe('an alarm on what a minute sums up to', () => {
  test('rises at the end of the minute and clears when the data have left its range', async () => {
    const bench = alarmBench();
    await bench.load();
    await bench.to(10);
    for (const value of [2, 2]) bench.measure(10, value);
    expect(await bench.to(59)).toMatchObject({ fired: 0 });
    bench.measure(59, 1);
    expect(await bench.to(10 * 60)).toMatchObject({ fired: 2 });
    expect(bench.changes()).toEqual([
      [60, 'ALARM'],
      [240, 'OK'],
    ]);
    expect(bench.cloudWatch.alarms()).toMatchObject([
      {
        name: 'app-Alarm',
        state: 'OK',
        since: '2027-03-01T08:04:00.000Z',
        reason: expect.stringContaining('no datapoints were received for 1 period'),
        changes: [{ from: 'OK', to: 'ALARM', actions: [{ topic }] }, { actions: [{ topic }] }],
      },
    ]);
  });

  test('is not put off by what is measured at the very end of each minute', async () => {
    const bench = alarmBench();
    await bench.load({ EvaluationPeriods: 3 });
    for (let at = 0; at <= 600; at += 60)
      bench.scheduler.at(bench.scheduler.now() + at * 1000, 'value', () => bench.measure(at, 7));
    await bench.to(1200);
    expect(bench.changes()).toEqual([
      [180, 'ALARM'],
      [840, 'OK'],
    ]);
  });

  test('is not woken by values that change nothing', async () => {
    const bench = alarmBench();
    await bench.load();
    bench.measure(0, 0);
    expect(await bench.to(365 * 86_400)).toMatchObject({ fired: 0 });
  });

  test.each<[string, Record<string, unknown>, (readonly [number, string])[]]>([
    [
      'two of three minutes',
      { EvaluationPeriods: 3, DatapointsToAlarm: 2 },
      [
        [180, 'ALARM'],
        [360, 'OK'],
      ],
    ],
    ['three minutes in a row, of which one is missing', { EvaluationPeriods: 3 }, []],
    [
      'periods of five minutes, which slide',
      { Period: 300 },
      [
        [60, 'ALARM'],
        [1080, 'OK'],
      ],
    ],
    // AWS warns of it: once data have stopped, the last periods with any are evaluated again.
    [
      'periods of five minutes, in only some of which both values lie',
      { Period: 300, Threshold: 10 },
      [
        [180, 'ALARM'],
        [360, 'OK'],
        [480, 'ALARM'],
        [660, 'OK'],
        [780, 'ALARM'],
        [960, 'OK'],
      ],
    ],
    ['data in another unit', { Unit: 'Bytes' }, []],
    [
      'missing data as breaching',
      { TreatMissingData: 'breaching', Threshold: 99 },
      [
        [60, 'OK'],
        [360, 'ALARM'],
      ],
    ],
    [
      'missing data as missing',
      { TreatMissingData: 'missing' },
      [
        [60, 'ALARM'],
        [360, 'INSUFFICIENT_DATA'],
      ],
    ],
    ['whatever is measured again', { TreatMissingData: 'ignore' }, [[60, 'ALARM']]],
    [
      'more than a day, looked at every hour',
      { Period: 86_400, EvaluationPeriods: 2, DatapointsToAlarm: 1 },
      [
        [3600, 'ALARM'],
        [349_200, 'OK'],
      ],
    ],
  ])('over %s', async (_what, more, expected) => {
    const bench = alarmBench();
    await bench.load(more);
    bench.measure(10, 7);
    bench.measure(130, 7);
    await bench.to(5 * 86_400);
    expect(bench.changes()).toEqual(expected);
  });
});

test('an alarm goes on after a restart: its state, what was measured, and its next evaluation', async () => {
  const said: unknown[] = [];
  const lives = createLives(async (life) => {
    life.dispatcher.register('sns', async ({ input }) => {
      said.push(input['Subject']);
      return {};
    });
    const cloudWatch = createCloudWatch(life);
    await loadInto(cloudWatch.kinds, 'AWS::CloudWatch::Alarm', { name: 'Alarm', properties });
    const measure = (value: number) =>
      cloudWatch.put({
        ...{ namespace: 'App', name: 'Failures', dimensions: { stage: 'dev' }, unit: 'Count', value },
        at: new Date(life.scheduler.now()).toISOString(),
      });
    return { measure, alarms: cloudWatch.alarms };
  });
  const first = await lives.next();
  first.measure(3);
  const second = await lives.next();
  second.measure(2);
  const third = await lives.next();
  await pass(third, 60);
  expect(said).toEqual(['ALARM: "stack-Alarm" in US East (N. Virginia)']);
  const fourth = await lives.next();
  expect(fourth.alarms()).toMatchObject([{ state: 'ALARM', changes: [{ from: 'OK', to: 'ALARM' }] }]);
  await pass(fourth, 600);
  expect(said).toHaveLength(2);
});

describe('at the start is refused, naming the alarm,', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ Metrics: [{ Id: 'm', Expression: 'a + b' }] }, 'alarms on expressions are not emulated'],
    [{ Period: 10 }, 'property Period is not emulated with this value (whole minutes)'],
    [{ Statistic: 'TM(10%:90%)' }, 'property Statistic is not emulated'],
    [{ ComparisonOperator: 'LessThanLowerThreshold' }, 'property ComparisonOperator is not emulated'],
    [{ AlarmActions: ['arn:aws:lambda:us-east-1:0:function:f'] }, 'property AlarmActions.0 is not emulated'],
    [{ EvaluateLowSampleCountPercentile: 'ignore' }, 'property EvaluateLowSampleCountPercentile is not emulated'],
    [{ ThresholdMetricId: 'ad1' }, 'property ThresholdMetricId is not emulated'],
    [{ Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' }, 'the metric AWS/EC2 CPUUtilization is not measured here'],
    [{ Namespace: 'AWS/Lambda', MetricName: 'UrlRequestCount' }, 'AWS/Lambda UrlRequestCount is not measured here'],
    [{ Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent' }, 'does not come with these dimensions here'],
  ])('%j', async (more, message) => {
    await expect(alarmBench().load(more)).rejects.toThrow(`app/Alarm (AWS::CloudWatch::Alarm): `);
    await expect(alarmBench().load(more)).rejects.toThrow(message);
  });

  test('whereas a firewall, which stops nothing here, may be watched', async () => {
    const bench = alarmBench();
    await bench.load({ Namespace: 'AWS/WAFV2', MetricName: 'BlockedRequests' });
    expect(bench.cloudWatch.alarms()).toMatchObject([{ state: 'OK' }]);
  });
});
