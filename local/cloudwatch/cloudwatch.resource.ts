import type { Place, ResourceKind, ResourceKinds } from '../cloudformation/resource.ts';

/** The types that are accepted: nothing of them is evaluated in this runtime. */
export const cloudWatchKinds: ResourceKinds = {
  'AWS::Logs::QueryDefinition': acceptedKind(undefined, (name) => ({ QueryDefinitionId: name })),
  'AWS::Logs::ResourcePolicy': acceptedKind('PolicyName'),
  'AWS::CloudWatch::Dashboard': acceptedKind('DashboardName'),
};

/** Log groups: they can be asked for although nothing was written to them yet. */
export function logGroupKind(groups: Set<string>): ResourceKinds {
  const kind = acceptedKind('LogGroupName', (name, { partition, region, account }) => ({
    Arn: `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`,
  }));
  return { 'AWS::Logs::LogGroup': { ...kind, load: ({ ref }) => void groups.add(ref) } };
}

function acceptedKind(
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
