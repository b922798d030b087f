/** What a Task calls. */
export type TaskResource = FunctionResource | ServiceResource;

/** A Lambda function named by its ARN. */
interface FunctionResource {
  readonly kind: 'function';
  readonly arn: string;
}

export interface ServiceResource {
  readonly kind: 'service';
  /** As in TaskScheduled: `lambda`, `sqs`, `aws-sdk:dynamodb`. */
  readonly resourceType: string;
  /** As in TaskScheduled: `invoke`, `sendMessage.waitForTaskToken`. */
  readonly resource: string;
  /** The service's IAM prefix and the API's action. */
  readonly service: string;
  readonly action: string;
  readonly pattern: 'call' | 'token' | 'sync';
  /** In front of error names: `Sqs.` for the SDK's, `SQS.` for the optimized integration. */
  readonly errorPrefix: string;
}

interface Service {
  readonly service: string;
  readonly errorPrefix: string;
}

const OPTIMIZED: Readonly<Record<string, Service & { readonly actions: readonly string[] }>> = {
  lambda: { service: 'lambda', errorPrefix: 'Lambda', actions: ['invoke'] },
  sqs: { service: 'sqs', errorPrefix: 'SQS', actions: ['sendMessage'] },
  sns: { service: 'sns', errorPrefix: 'SNS', actions: ['publish'] },
  events: { service: 'events', errorPrefix: 'EventBridge', actions: ['putEvents'] },
  states: { service: 'states', errorPrefix: 'StepFunctions', actions: ['startExecution'] },
  dynamodb: {
    service: 'dynamodb',
    errorPrefix: 'DynamoDB',
    actions: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  },
};

const SDK: Readonly<Record<string, Service>> = {
  dynamodb: { service: 'dynamodb', errorPrefix: 'DynamoDb' },
  sfn: { service: 'states', errorPrefix: 'Sfn' },
  eventbridge: { service: 'events', errorPrefix: 'EventBridge' },
  sqs: { service: 'sqs', errorPrefix: 'Sqs' },
  sns: { service: 'sns', errorPrefix: 'Sns' },
  s3: { service: 's3', errorPrefix: 'S3' },
  lambda: { service: 'lambda', errorPrefix: 'Lambda' },
  sesv2: { service: 'ses', errorPrefix: 'SesV2' },
  cloudwatch: { service: 'cloudwatch', errorPrefix: 'CloudWatch' },
  cloudwatchlogs: { service: 'logs', errorPrefix: 'CloudWatchLogs' },
};

const PATTERNS: Readonly<Record<string, ServiceResource['pattern']>> = {
  '': 'call',
  waitForTaskToken: 'token',
  'sync:2': 'sync',
  sync: 'sync',
};

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d+:function:[\w:$-]+$/;
const INTEGRATION =
  /^arn:aws[\w-]*:states:::(?:(aws-sdk):)?([a-z0-9]+):([A-Za-z0-9]+)(?:\.(waitForTaskToken|sync:2|sync))?$/;

/** Reads the Resource of a Task; none for what is not emulated. */
export function readTaskResource(text: string): TaskResource | undefined {
  if (FUNCTION_ARN.test(text)) return { kind: 'function', arn: text };
  const [, sdk, name = '', action = '', suffix = ''] = INTEGRATION.exec(text) ?? [];
  const pattern = PATTERNS[suffix] ?? 'call';
  const known = sdk ? SDK[name] : OPTIMIZED[name];
  if (!known || (pattern === 'sync' && `${name}:${action}` !== 'states:startExecution')) return undefined;
  if (!sdk && !OPTIMIZED[name]?.actions.includes(action)) return undefined;
  return {
    kind: 'service',
    resourceType: sdk ? `${sdk}:${name}` : name,
    resource: suffix === '' ? action : `${action}.${suffix}`,
    service: known.service,
    action: actionOf(known.service, action),
    pattern,
    errorPrefix: known.errorPrefix,
  };
}

/** Lambda's Invoke is called InvokeFunction by IAM, and so by the dispatcher. */
function actionOf(service: string, action: string): string {
  if (service === 'lambda' && action === 'invoke') return 'InvokeFunction';
  return action.charAt(0).toUpperCase() + action.slice(1);
}
