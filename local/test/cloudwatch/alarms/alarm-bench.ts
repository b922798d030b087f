import type { Alarm } from '../../../cloudwatch/alarms/alarm.ts';
import { type CloudWatch, createCloudWatch } from '../../../cloudwatch/cloudwatch.ts';
import { type AwsCall, createDispatcher } from '../../../dispatcher.ts';
import { type CountingScheduler, createScheduler } from '../../../virtual-scheduler.ts';
import { load, place } from '../../wire/loaded.ts';

export const start = Date.parse('2027-03-01T08:00:00Z');
export const minute = 60_000;
export const topic = 'arn:aws:sns:us-east-1:000000000000:alarms';

/** An alarm from one value on, of the app's own metric, as a template says it. */
export const properties = {
  Namespace: 'App',
  MetricName: 'Failures',
  Dimensions: [{ Name: 'stage', Value: 'dev' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [topic],
  OKActions: [topic],
};

/** The same alarm as it is read. */
export const alarm: Alarm = {
  name: 'app-Alarm',
  arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:app-Alarm',
  metric: { namespace: 'App', name: 'Failures', dimensions: { stage: 'dev' } },
  statistic: 'Sum',
  periodMs: minute,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  threshold: 5,
  missing: 'notBreaching',
  actions: { ALARM: [topic], OK: [topic], INSUFFICIENT_DATA: [] },
};

interface AlarmBench {
  readonly cloudWatch: CloudWatch;
  readonly scheduler: CountingScheduler;
  /** What was published, in order. */
  readonly published: readonly AwsCall[];
  load(more?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Measures the alarm's metric, so many seconds after the start. */
  measure(second: number, value: number): void;
  /** Moves the clock to so many seconds after the start. */
  to(second: number): Promise<unknown>;
  /** State changes so far: seconds after the start, and the state. */
  changes(): readonly (readonly [number, string])[];
}

/** CloudWatch under a clock that stands at the start, with a topic that takes everything. */
export function alarmBench(): AlarmBench {
  const scheduler = createScheduler({ start });
  const dispatcher = createDispatcher();
  const cloudWatch = createCloudWatch({ scheduler, dispatcher, place });
  const published: AwsCall[] = [];
  dispatcher.register('sns', async (call) => {
    published.push(call);
    return { MessageId: 'm' };
  });
  const { metric } = alarm;
  return {
    ...{ cloudWatch, scheduler, published },
    load: async (more = {}) =>
      void (await load(cloudWatch.kinds)('AWS::CloudWatch::Alarm', 'Alarm', { ...properties, ...more })),
    measure: (second, value) =>
      cloudWatch.put({ ...metric, unit: 'Count', value, at: new Date(start + second * 1000).toISOString() }),
    to: (second) => scheduler.moveTo(start + second * 1000),
    changes: () =>
      cloudWatch
        .alarms()
        .flatMap(({ changes }) => changes.map(({ at, to }) => [(Date.parse(at) - start) / 1000, to] as const)),
  };
}
