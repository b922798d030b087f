import type { Resource } from '../cloudformation/resource.ts';
import { isOfQueue } from '../lambda/queue-mapping.ts';

/** Units a month of what costs the same whether it is used or not. */
export interface MonthlyUnits {
  readonly id: string;
  readonly units: number;
}

type Properties = Resource['properties'];

/**
 * Lambda polls a queue from five connections that wait 20 seconds each, whether anything comes or not, which is what people see
 * in NumberOfEmptyReceives: https://github.com/getlift/lift/issues/132. What a receive finds is counted as it comes.
 */
const emptyReceivesOfMonth = 5 * 3 * 60 * 24 * 30;

const kinds: Readonly<Record<string, (properties: Properties) => readonly MonthlyUnits[]>> = {
  'AWS::CloudWatch::Alarm': (properties) => [
    { id: isFast(properties) ? 'cloudwatch.fastAlarmMonth' : 'cloudwatch.alarmMonth', units: metricsOf(properties) },
  ],
  'AWS::CloudWatch::CompositeAlarm': () => [{ id: 'cloudwatch.compositeAlarmMonth', units: 1 }],
  'AWS::CloudWatch::Dashboard': () => [{ id: 'cloudwatch.dashboardMonth', units: 1 }],
  'AWS::KMS::Key': () => [{ id: 'kms.keyMonth', units: 1 }],
  'AWS::Lambda::EventSourceMapping': (properties) =>
    isOfQueue({ properties }) && String(properties['Enabled']) !== 'false'
      ? [{ id: 'sqs.request', units: emptyReceivesOfMonth }]
      : [],
  'AWS::WAFv2::WebACL': ({ Rules }) => [
    { id: 'waf.aclMonth', units: 1 },
    { id: 'waf.ruleMonth', units: Array.isArray(Rules) ? Rules.length : 0 },
  ],
};

/** What the resources of the templates cost each month by being there. */
export function monthsOf(resources: readonly Resource[]): readonly MonthlyUnits[] {
  return resources.flatMap(({ type, properties }) => kinds[type]?.(properties) ?? []);
}

function isFast({ Period }: Properties): boolean {
  return Period !== undefined && Number(Period) < 60;
}

/** An alarm on an expression is billed for each metric the expression reads. */
function metricsOf({ Metrics }: Properties): number {
  const metrics: readonly unknown[] = Array.isArray(Metrics) ? Metrics : [];
  const read = metrics.filter((metric) => typeof metric === 'object' && metric !== null && 'MetricStat' in metric);
  return Math.max(1, read.length);
}
