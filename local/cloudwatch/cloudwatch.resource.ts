import type { Place, ResourceKind, ResourceKinds } from '../cloudformation/resource.ts';

/** The types that are accepted: nothing of them is evaluated on this machine. */
export const cloudWatchKinds: ResourceKinds = {
  'AWS::Logs::LogGroup': accepted('LogGroupName', (name, { partition, region, account }) => ({
    Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`,
  })),
  'AWS::Logs::MetricFilter': accepted('FilterName'),
  'AWS::Logs::QueryDefinition': accepted(undefined, (name) => ({ QueryDefinitionId: name })),
  'AWS::Logs::ResourcePolicy': accepted('PolicyName'),
  'AWS::CloudWatch::Alarm': accepted('AlarmName', alarmArn),
  'AWS::CloudWatch::CompositeAlarm': accepted('AlarmName', alarmArn),
  'AWS::CloudWatch::Dashboard': accepted('DashboardName'),
};

function alarmArn(name: string, { partition, region, account }: Place): Record<string, string> {
  return { Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` };
}

function accepted(
  nameProperty: string | undefined,
  attributes: (name: string, place: Place) => Record<string, string> = () => ({}),
): ResourceKind {
  return {
    identify(physicalName, properties, place) {
      const own = nameProperty === undefined ? undefined : properties[nameProperty];
      const name = typeof own === 'string' ? own : physicalName;
      return { ref: name, attributes: attributes(name, place) };
    },
  };
}
