import { describe, expect, test } from 'vitest';
import { accessOf } from '../../iam/call-access.ts';
import { createIam } from '../../iam/iam.ts';
import { place } from '../wire/loaded.ts';
import { arn, fn } from './iam-bench.ts';

const world = {
  place,
  sendingIdentity: (from: string) =>
    from.endsWith('@plain.example')
      ? { identity: 'plain.example' }
      : { identity: 'example.com', configurationSet: 'own' },
};

/** Every access as `action resource`. */
function needed(service: string, action: string, input: Record<string, unknown>): string[] {
  return accessOf({ service, action, input, principal: fn }, world).map(
    (access) => `${access.action} ${access.resource}`,
  );
}

const orders = arn('dynamodb', 'table/orders');
const machine = arn('states', 'stateMachine:m');
const execution = arn('states', 'execution:m:one');
const queue = arn('sqs', 'q');

describe('a call needs', () => {
  test.each<[string, string, Record<string, unknown>, string[]]>([
    ['dynamodb', 'GetItem', { TableName: 'orders' }, [`dynamodb:GetItem ${orders}`]],
    ['dynamodb', 'GetItem', { TableName: orders }, [`dynamodb:GetItem ${orders}`]],
    ['dynamodb', 'Query', { TableName: 'orders' }, [`dynamodb:Query ${orders}`]],
    ['dynamodb', 'Query', { TableName: 'orders', IndexName: 'by-day' }, [`dynamodb:Query ${orders}/index/by-day`]],
    ['dynamodb', 'Scan', { TableName: 'orders', IndexName: 'by-day' }, [`dynamodb:Scan ${orders}/index/by-day`]],
    [
      'dynamodb',
      'BatchWriteItem',
      { RequestItems: { orders: [], others: [] } },
      [`dynamodb:BatchWriteItem ${orders}`, `dynamodb:BatchWriteItem ${arn('dynamodb', 'table/others')}`],
    ],
    [
      'dynamodb',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 'orders' } },
          { Put: { TableName: 'orders' } },
          { Update: { TableName: 'orders' } },
          { Delete: { TableName: 'orders' } },
          { ConditionCheck: { TableName: 'orders' } },
        ],
      },
      ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => `dynamodb:${action} ${orders}`),
    ],
    ['dynamodb', 'TransactWriteItems', { TransactItems: 'nonsense' }, []],
    [
      'dynamodb',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'orders' } }] },
      [`dynamodb:GetItem ${orders}`],
    ],
    ['dynamodb', 'ListTables', {}, [`dynamodb:ListTables ${arn('dynamodb', 'table/*')}`]],
    ['states', 'StartExecution', { stateMachineArn: machine }, [`states:StartExecution ${machine}`]],
    ['states', 'DescribeExecution', { executionArn: execution }, [`states:DescribeExecution ${execution}`]],
    ['lambda', 'InvokeFunction', { FunctionName: 'f' }, [`lambda:InvokeFunction ${arn('lambda', 'function:f')}`]],
    [
      'lambda',
      'InvokeFunction',
      { FunctionName: arn('lambda', 'function:f') },
      [`lambda:InvokeFunction ${arn('lambda', 'function:f')}`],
    ],
    [
      'events',
      'PutEvents',
      { Entries: [{}, { EventBusName: 'own' }, { EventBusName: arn('events', 'event-bus/own') }] },
      [`events:PutEvents ${arn('events', 'event-bus/default')}`, `events:PutEvents ${arn('events', 'event-bus/own')}`],
    ],
    ['sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1:4510/000000000000/q' }, [`sqs:SendMessage ${queue}`]],
    ['sqs', 'SendMessageBatch', { QueueUrl: queue }, [`sqs:SendMessage ${queue}`]],
    ['sqs', 'DeleteMessageBatch', { QueueUrl: 'q' }, [`sqs:DeleteMessage ${queue}`]],
    ['sqs', 'GetQueueUrl', { QueueName: 'q' }, [`sqs:GetQueueUrl ${queue}`]],
    ['sns', 'Publish', { TopicArn: arn('sns', 't') }, [`sns:Publish ${arn('sns', 't')}`]],
    ['s3', 'HeadObject', { Bucket: 'b', Key: 'a/b' }, ['s3:GetObject arn:aws:s3:::b/a/b']],
    ['s3', 'ListObjectsV2', { Bucket: 'b', Prefix: 'a/' }, ['s3:ListBucket arn:aws:s3:::b']],
    ['s3', 'HeadBucket', { Bucket: 'b' }, ['s3:ListBucket arn:aws:s3:::b']],
    ['cloudwatch', 'PutMetricData', { Namespace: 'n' }, ['cloudwatch:PutMetricData *']],
    [
      'logs',
      'PutLogEvents',
      { logGroupName: '/g', logStreamName: 's' },
      [`logs:PutLogEvents ${arn('logs', 'log-group:/g:log-stream:s')}`],
    ],
    [
      'ses',
      'SendEmail',
      { FromEmailAddress: 'a@example.com' },
      [`ses:SendEmail ${arn('ses', 'identity/example.com')}`, `ses:SendEmail ${arn('ses', 'configuration-set/own')}`],
    ],
    [
      'ses',
      'SendEmail',
      { FromEmailAddress: 'a@plain.example', ConfigurationSetName: 'named' },
      [
        `ses:SendEmail ${arn('ses', 'identity/plain.example')}`,
        `ses:SendEmail ${arn('ses', 'configuration-set/named')}`,
      ],
    ],
    [
      'apigateway',
      'GetUsagePlanKeys',
      { usagePlanId: 'p' },
      ['apigateway:GET arn:aws:apigateway:us-east-1::/usageplans/p/keys'],
    ],
  ])('%s %s %j', (service, action, input, needs) => {
    expect(needed(service, action, input)).toEqual(needs);
  });

  test('what nobody knows here, which is refused by name', () => {
    const iam = createIam({ ...world, now: () => 0 });
    expect(() => needed('states', 'SendTaskSuccess', {})).toThrow('What states:SendTaskSuccess needs is not known');
    expect(iam.grants()).toEqual([]);
  });
});
