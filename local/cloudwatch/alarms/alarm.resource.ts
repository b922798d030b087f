import * as z from 'zod';
import { type Place, type Resource, type ResourceKind, Unsupported } from '../../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from '../../lambda/read-properties.ts';
import { whyUnknown } from '../known-metrics.ts';
import type { Alarm } from './alarm.ts';
import { isStatistic } from './statistic.ts';

const statistic = z.string().refine(isStatistic, 'one of the five statistics, or a percentile');
const topics = z.array(z.string().regex(/:sns:/, 'topics only')).default([]);

const properties = z.strictObject({
  AlarmName: z.string().optional(),
  AlarmDescription: z.string().optional(),
  ActionsEnabled: flag.default(true),
  AlarmActions: topics,
  OKActions: topics,
  InsufficientDataActions: topics,
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  Unit: z.string().optional(),
  Statistic: statistic.optional(),
  ExtendedStatistic: statistic.optional(),
  Period: number.refine((seconds) => seconds >= 60 && seconds % 60 === 0, 'whole minutes'),
  EvaluationPeriods: number,
  DatapointsToAlarm: number.optional(),
  Threshold: number,
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  EvaluateLowSampleCountPercentile: z.literal('evaluate').optional(),
  Tags: harmless,
});

/** The kind AWS::CloudWatch::Alarm, for alarms on one metric. Refuses expressions, short periods and metrics nobody measures. */
export function alarmKind(add: (alarm: Alarm) => void): ResourceKind {
  return {
    identify(physicalName, { AlarmName }, place) {
      const name = typeof AlarmName === 'string' ? AlarmName : physicalName;
      return { ref: name, attributes: { Arn: alarmArn(name, place) } };
    },
    load: (resource) => add(readAlarm(resource)),
  };
}

function alarmArn(name: string, { partition, region, account }: Place): string {
  return `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`;
}

function readAlarm(resource: Resource): Alarm {
  if (resource.properties['Metrics'] !== undefined)
    throw new Unsupported(`${resource.path} (${resource.type}): alarms on expressions are not emulated`);
  const read = readProperties(resource, properties);
  const dimensions = Object.fromEntries(read.Dimensions.map(({ Name, Value }) => [Name, Value]));
  const metric = { namespace: read.Namespace, name: read.MetricName, dimensions };
  const why = whyUnknown(metric);
  if (why !== undefined) throw new Unsupported(`${resource.path} (${resource.type}): ${why}`);
  const [OK, ALARM, INSUFFICIENT_DATA] = read.ActionsEnabled
    ? [read.OKActions, read.AlarmActions, read.InsufficientDataActions]
    : [[], [], []];
  return {
    name: resource.ref,
    arn: resource.attributes['Arn'] ?? '',
    description: read.AlarmDescription,
    metric,
    unit: read.Unit,
    statistic: read.Statistic ?? read.ExtendedStatistic ?? '',
    periodMs: read.Period * 1000,
    evaluationPeriods: read.EvaluationPeriods,
    datapointsToAlarm: read.DatapointsToAlarm ?? read.EvaluationPeriods,
    comparison: read.ComparisonOperator,
    threshold: read.Threshold,
    missing: read.TreatMissingData,
    actions: { OK, ALARM, INSUFFICIENT_DATA },
  };
}
