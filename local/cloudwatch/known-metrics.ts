import { keyOf, type MetricName } from './metric.ts';

/** A namespace of AWS's own: its metrics, each with its unit, and the sets of dimensions they come with. */
interface Vended {
  readonly dimensions: readonly (readonly string[])[];
  readonly units: Readonly<Record<string, string>>;
}

/** What the services emulated here measure of themselves, as AWS's documentation names it. */
export const vendedMetrics = {
  'AWS/Lambda': {
    dimensions: [['FunctionName'], []],
    units: {
      Invocations: 'Count',
      Errors: 'Count',
      Throttles: 'Count',
      Duration: 'Milliseconds',
      ConcurrentExecutions: 'Count',
      IteratorAge: 'Milliseconds',
      AsyncEventsReceived: 'Count',
      AsyncEventsDropped: 'Count',
      DeadLetterErrors: 'Count',
      DestinationDeliveryFailures: 'Count',
    },
  },
  'AWS/SQS': {
    dimensions: [['QueueName']],
    units: {
      NumberOfMessagesSent: 'Count',
      NumberOfMessagesReceived: 'Count',
      NumberOfMessagesDeleted: 'Count',
      NumberOfEmptyReceives: 'Count',
      ApproximateNumberOfMessagesVisible: 'Count',
      ApproximateNumberOfMessagesNotVisible: 'Count',
      ApproximateNumberOfMessagesDelayed: 'Count',
      ApproximateAgeOfOldestMessage: 'Seconds',
    },
  },
  'AWS/States': {
    dimensions: [['StateMachineArn']],
    units: {
      ExecutionsStarted: 'Count',
      ExecutionsSucceeded: 'Count',
      ExecutionsFailed: 'Count',
      ExecutionsTimedOut: 'Count',
      ExecutionsAborted: 'Count',
      ExecutionTime: 'Milliseconds',
    },
  },
  'AWS/ApiGateway': {
    dimensions: [['ApiName'], ['ApiName', 'Stage']],
    units: { Count: 'Count', '4XXError': 'Count', '5XXError': 'Count', Latency: 'Milliseconds' },
  },
} as const satisfies Readonly<Record<string, Vended>>;

export type VendedNamespace = keyof typeof vendedMetrics;

/** Services that are named in templates and do nothing here, so that nothing of them is ever measured. */
const silent = new Set(['AWS/WAFV2']);

/** Why no alarm can watch a metric here; undefined where one can. Namespaces that are not AWS's belong to the app. */
export function whyUnknown(metric: MetricName): string | undefined {
  const { namespace, name, dimensions } = metric;
  if (!namespace.startsWith('AWS/') || silent.has(namespace)) return undefined;
  const vended: Vended | undefined = isVended(namespace) ? vendedMetrics[namespace] : undefined;
  if (!vended || !Object.hasOwn(vended.units, name)) return `the metric ${namespace} ${name} is not measured here`;
  const given = Object.keys(dimensions).sort().join(' ');
  const comes = vended.dimensions.some((names) => [...names].sort().join(' ') === given);
  return comes ? undefined : `the metric ${keyOf(metric)} does not come with these dimensions here`;
}

function isVended(namespace: string): namespace is VendedNamespace {
  return Object.hasOwn(vendedMetrics, namespace);
}
