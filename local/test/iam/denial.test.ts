import { expect, test } from 'vitest';
import { allow, arn, deny, iamBench } from './iam-bench.ts';

const user = 'arn:aws:sts::000000000000:assumed-role/app-Role/worker';
const because = (action: string) => `because no identity-based policy allows the ${action} action`;

test.each<[string, string, Record<string, unknown>, [string, number, string]]>([
  [
    'dynamodb',
    'PutItem',
    { TableName: 'orders' },
    [
      'AccessDeniedException',
      400,
      `User: ${user} is not authorized to perform: dynamodb:PutItem on resource: ${arn('dynamodb', 'table/orders')} ${because('dynamodb:PutItem')}`,
    ],
  ],
  [
    's3',
    'PutObject',
    { Bucket: 'b', Key: 'k' },
    [
      'AccessDenied',
      403,
      `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/k" ${because('s3:PutObject')}`,
    ],
  ],
  [
    'sqs',
    'SendMessageBatch',
    { QueueUrl: 'q' },
    [
      'AccessDeniedException',
      403,
      `User: ${user} is not authorized to perform: sqs:sendmessage on resource: ${arn('sqs', 'q')} ${because('sqs:sendmessage')}`,
    ],
  ],
  [
    'sns',
    'Publish',
    { TopicArn: arn('sns', 't') },
    [
      'AuthorizationError',
      403,
      `User: ${user} is not authorized to perform: SNS:Publish on resource: ${arn('sns', 't')} ${because('SNS:Publish')}`,
    ],
  ],
  [
    'ses',
    'SendEmail',
    { FromEmailAddress: 'a@example.com' },
    [
      'AccessDeniedException',
      403,
      `User \`${user}' is not authorized to perform \`ses:SendEmail' on resource \`${arn('ses', 'identity/example.com')}'`,
    ],
  ],
  [
    'lambda',
    'InvokeFunction',
    { FunctionName: 'f' },
    [
      'AccessDeniedException',
      403,
      `User: ${user} is not authorized to perform: lambda:InvokeFunction on resource: ${arn('lambda', 'function:f')} ${because('lambda:InvokeFunction')}`,
    ],
  ],
])('%s denies %s in its own words', async (service, action, input, [code, status, message]) => {
  const bench = await iamBench();
  expect(bench.refusal(service, action, input)).toMatchObject({ code, status, message });
});

test('an explicit deny is told as such', async () => {
  const bench = await iamBench();
  await bench.attach(allow('*'), { Sid: 'No', ...deny('dynamodb:*') });
  const { message } = bench.refusal('dynamodb', 'GetItem', { TableName: 'orders' }) ?? { message: '' };
  expect(message).toMatch(/with an explicit deny in an identity-based policy$/);
  expect(bench.iam.denied()).toMatchObject([{ reason: 'app/Policy denies it' }]);
});
