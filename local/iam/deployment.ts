import type { Resource } from '../cloudformation/resource.ts';
import type { AwsCall, Guard, Principal } from '../dispatcher.ts';
import { logDeliveryActions, pushToLogsActions } from './logs-access.ts';
import { recordOf } from './plain-input.ts';

/** AWS would refuse to deploy the templates: a role cannot do what its user checks when it is created. */
export class Undeployable extends Error {
  override readonly name = 'Undeployable';
}

/** What AWS tries with a role when it creates a resource, and says when it is denied. */
interface Trial {
  readonly principal: Principal;
  readonly calls: readonly Pick<AwsCall, 'service' | 'action' | 'input'>[];
  readonly complaint: string;
}

type TrialsOf = (resource: Resource, functions: ReadonlyMap<string, Resource>) => readonly Trial[];

/** What a mapping's function must be allowed to do with its source. */
const stream = {
  what: 'stream',
  service: 'dynamodb',
  named: 'StreamArn',
  actions: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'],
};
const queue = {
  what: 'queue',
  service: 'sqs',
  named: 'QueueUrl',
  actions: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
};

const trials: Readonly<Record<string, TrialsOf>> = {
  'AWS::Lambda::Function': (fn) => [
    { principal: principalOf(fn), calls: [], complaint: 'its role cannot be assumed by Lambda' },
    ...toQueue(fn, recordOf(fn.properties['DeadLetterConfig'])['TargetArn'], 'its dead-letter queue'),
  ],
  'AWS::Lambda::EventInvokeConfig'({ properties }, functions) {
    const fn = functions.get(String(properties['FunctionName']));
    const { OnFailure, OnSuccess } = recordOf(properties['DestinationConfig']);
    if (!fn) return [];
    return [OnFailure, OnSuccess].flatMap((end) => toQueue(fn, recordOf(end)['Destination'], 'its destination'));
  },
  'AWS::Lambda::EventSourceMapping'({ properties }, functions) {
    const fn = functions.get(String(properties['FunctionName']));
    const arn = String(properties['EventSourceArn']);
    const source = arn.split(':')[2] === 'sqs' ? queue : stream;
    const calls = source.actions.map((action) => ({ service: source.service, action, input: { [source.named]: arn } }));
    return fn
      ? [{ principal: principalOf(fn), calls, complaint: `the role of its function cannot read the ${source.what}` }]
      : [];
  },
  'AWS::StepFunctions::StateMachine'({ logicalId, properties }) {
    const { Level = 'OFF' } = recordOf(properties['LoggingConfiguration']);
    const principal = { name: logicalId, roleArn: String(properties['RoleArn']), service: 'states.amazonaws.com' };
    const calls = Level === 'OFF' ? [] : logDeliveryActions.map((action) => ({ service: 'logs', action, input: {} }));
    return [
      { principal, calls, complaint: 'its role cannot be assumed, or cannot write to the destination of its log' },
    ];
  },
  'AWS::Scheduler::Schedule'({ logicalId, properties }) {
    const roleArn = String(recordOf(properties['Target'])['RoleArn']);
    const principal = { name: logicalId, roleArn, service: 'scheduler.amazonaws.com' };
    return [{ principal, calls: [], complaint: 'its role cannot be assumed by EventBridge Scheduler' }];
  },
  'AWS::ApiGateway::Account'({ logicalId, properties }) {
    const roleArn = properties['CloudWatchRoleArn'];
    if (roleArn === undefined) return [];
    const principal = { name: logicalId, roleArn: String(roleArn), service: 'apigateway.amazonaws.com' };
    const input = { logGroupName: 'API-Gateway-Execution-Logs', logStreamName: 'any' };
    const calls = pushToLogsActions.map((action) => ({ service: 'logs', action, input }));
    return [{ principal, calls, complaint: 'its role does not have the permissions API Gateway requires' }];
  },
};

/**
 * Tries what AWS tries while it deploys: whether roles can be assumed by their users, and may read streams, write logs and
 * reach destinations. Throws Undeployable with one line for each resource that AWS would refuse to create.
 */
export function assertDeployable(resources: readonly Resource[], guard: Guard): void {
  const functions = new Map(
    resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .flatMap((fn) => [fn.ref, fn.attributes['Arn'] ?? ''].map((name) => [name, fn] as const)),
  );
  const problems = [
    ...resources.flatMap((resource) =>
      (trials[resource.type]?.(resource, functions) ?? []).flatMap((trial) => problemOf(resource, trial, guard)),
    ),
    ...resources.flatMap((resource) => visibilityProblems(resource, resources, functions)),
  ];
  if (problems.length > 0)
    throw new Undeployable(['AWS would refuse to deploy the templates:', ...problems].join('\n  '));
}

/** AWS takes no mapping of a queue whose messages could be received again while the function still has them. */
function visibilityProblems(
  { type, path, properties }: Resource,
  resources: readonly Resource[],
  functions: ReadonlyMap<string, Resource>,
): string[] {
  if (type !== 'AWS::Lambda::EventSourceMapping') return [];
  const source = resources.find(({ attributes }) => attributes['Arn'] === properties['EventSourceArn']);
  const fn = functions.get(String(properties['FunctionName']));
  if (source?.type !== 'AWS::SQS::Queue' || !fn) return [];
  const visibility = Number(source.properties['VisibilityTimeout'] ?? 30);
  const timeout = Number(fn.properties['Timeout'] ?? 3);
  if (visibility >= timeout) return [];
  const complaint = `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`;
  return [`${path} (${type}): ${complaint}.`];
}

function problemOf({ path, type }: Resource, { principal, calls, complaint }: Trial, guard: Guard): string[] {
  const whoAmI = { service: 'sts', action: 'AssumeRole', input: {} };
  for (const call of [whoAmI, ...calls]) {
    const refusal = guard.refusal({ ...call, principal });
    if (refusal) return [`${path} (${type}): ${complaint}. ${refusal.message}`];
  }
  return [];
}

function principalOf({ logicalId, ref, properties }: Resource): Principal {
  return { name: logicalId, roleArn: String(properties['Role']), service: 'lambda.amazonaws.com', session: ref };
}

/** Of the destinations AWS tries, queues are those the templates here use. */
function toQueue(fn: Resource, arn: unknown, what: string): readonly Trial[] {
  if (typeof arn !== 'string' || !arn.includes(':sqs:')) return [];
  const calls = [{ service: 'sqs', action: 'SendMessage', input: { QueueUrl: arn } }];
  return [{ principal: principalOf(fn), calls, complaint: `its role may not send to ${what}` }];
}
