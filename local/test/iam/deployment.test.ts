import { expect, test } from 'vitest';
import type { Resource } from '../../cloudformation/resource.ts';
import { assertDeployable, Undeployable } from '../../iam/deployment.ts';
import { allow, arn, iamBench, trusting } from './iam-bench.ts';

const role = 'arn:aws:iam::000000000000:role/app-Role';
const stream = `${arn('dynamodb', 'table/orders')}/stream/s`;

function resource(type: string, properties: Record<string, unknown>, ref = 'r'): Resource {
  const identity = { ref, attributes: { Arn: arn('lambda', `function:${ref}`) } };
  return { stack: 'app', logicalId: ref, type, path: `app/${type}`, properties, metadata: {}, ...identity };
}
const fn = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::Function', { Role: role, ...properties }, 'f');
const destination = { OnFailure: { Destination: arn('sqs', 'dead') } };
const streamActions = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map(
  (name) => `dynamodb:${name}`,
);

test.each<[string, readonly Resource[], string, string[], string]>([
  [
    'a dead-letter queue',
    [fn({ DeadLetterConfig: { TargetArn: arn('sqs', 'dead') } })],
    'lambda',
    ['sqs:SendMessage'],
    'its dead-letter queue',
  ],
  [
    'a destination',
    [fn(), resource('AWS::Lambda::EventInvokeConfig', { FunctionName: 'f', DestinationConfig: destination })],
    'lambda',
    ['sqs:SendMessage'],
    'its destination',
  ],
  [
    'a stream',
    [
      fn(),
      resource('AWS::Lambda::EventSourceMapping', {
        FunctionName: arn('lambda', 'function:f'),
        EventSourceArn: stream,
      }),
    ],
    'lambda',
    streamActions,
    'cannot read the stream',
  ],
  [
    'a queue',
    [fn(), resource('AWS::Lambda::EventSourceMapping', { FunctionName: 'f', EventSourceArn: arn('sqs', 'mail') })],
    'lambda',
    ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => `sqs:${name}`),
    'cannot read the queue',
  ],
  [
    "a machine's log",
    [resource('AWS::StepFunctions::StateMachine', { RoleArn: role, LoggingConfiguration: { Level: 'ALL' } })],
    'states',
    ['logs:*'],
    'the destination of its log',
  ],
  [
    "the gateway's log",
    [resource('AWS::ApiGateway::Account', { CloudWatchRoleArn: role })],
    'apigateway',
    ['logs:*'],
    'the permissions API Gateway requires',
  ],
])(
  '%s needs its permissions, and the trust, before anything runs',
  async (_what, resources, service, actions, named) => {
    const AssumeRolePolicyDocument = trusting(`${service}.amazonaws.com`);
    const enough = await iamBench({ AssumeRolePolicyDocument });
    await enough.attach(allow(actions));
    expect(() => assertDeployable(resources, enough.iam)).not.toThrow();

    const lacking = await iamBench({ AssumeRolePolicyDocument });
    await lacking.attach(allow(actions.length > 1 ? actions.slice(1) : 'x:y'));
    expect(() => assertDeployable(resources, lacking.iam)).toThrow(Undeployable);
    expect(() => assertDeployable(resources, lacking.iam)).toThrow(named);

    const distrusted = await iamBench({ AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') });
    await distrusted.attach(allow('*'));
    expect(() => assertDeployable(resources, distrusted.iam)).toThrow('sts:AssumeRole');
  },
);

test('a machine without a log and an account without a role need nothing', async () => {
  const bench = await iamBench({ AssumeRolePolicyDocument: trusting('states.amazonaws.com') });
  const machine = resource('AWS::StepFunctions::StateMachine', { RoleArn: role });
  expect(() => assertDeployable([machine, resource('AWS::ApiGateway::Account', {})], bench.iam)).not.toThrow();
});

test.each([
  [{}, 'Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds'],
  [{ VisibilityTimeout: 31 }, undefined],
])('a queue with %j hides its messages as long as their function may take', async (properties, complaint) => {
  const bench = await iamBench({ AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') });
  await bench.attach(allow('*'));
  const queue = { ...resource('AWS::SQS::Queue', properties), attributes: { Arn: arn('sqs', 'mail') } };
  const mapping = resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: 'f',
    EventSourceArn: arn('sqs', 'mail'),
  });
  const deploy = () => assertDeployable([fn({ Timeout: 31 }), queue, mapping], bench.iam);
  if (complaint === undefined) expect(deploy).not.toThrow();
  else expect(deploy).toThrow(complaint);
});
