import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { AwsError } from '../../dispatcher.ts';
import { loopback } from './loopback.ts';

test('a DynamoDB item goes through both ways, bytes included', async () => {
  const { client, calls, serve } = await loopback();
  serve('dynamodb', { Item: { pk: { S: 'a' }, raw: { B: Buffer.from('héllo') }, n: { N: '1e3' } } });

  const answer = await new DynamoDBClient(client).send(
    new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' }, sk: { B: Buffer.from([1, 2]) } } }),
  );

  expect(calls).toEqual([
    {
      service: 'dynamodb',
      action: 'GetItem',
      input: { TableName: 't', Key: { pk: { S: 'a' }, sk: { B: 'AQI=' } } },
      principal: { name: 'AKFUNCTION', roleArn: 'arn:role/AKFUNCTION' },
    },
  ]);
  expect(Buffer.from(answer.Item?.['raw']?.B ?? []).toString()).toBe('héllo');
  expect(answer.Item?.['n']).toEqual({ N: '1e3' });
  expect(answer.$metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[\w-]{36}$/) });
});

test('the document client reads an item', async () => {
  const { client, serve } = await loopback();
  serve('dynamodb', { Item: { pk: { S: 'a' }, tags: { L: [{ S: 'x' }, { NULL: true }] }, n: { N: '7' } } });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const { Item } = await documents.send(new GetCommand({ TableName: 't', Key: { pk: 'a' } }));
  expect(Item).toEqual({ pk: 'a', tags: ['x', null], n: 7 });
});

test('a failed condition arrives as its class, with the item', async () => {
  const { client, serve } = await loopback();
  serve(
    'dynamodb',
    new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
      details: {
        Item: { pk: { S: 'a' } },
      },
    }),
  );
  const put = new DynamoDBClient(client).send(new PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' } } }));
  const error = await put.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ message: 'The conditional request failed', Item: { pk: { S: 'a' } } });
});

test('a cancelled transaction carries its reasons', async () => {
  const { client, serve } = await loopback();
  const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no' }];
  serve(
    'dynamodb',
    new AwsError('TransactionCanceledException', 'Transaction cancelled', { details: { CancellationReasons } }),
  );
  const write = new DynamoDBClient(client).send(
    new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: 't', Key: { pk: { S: 'a' } } } }] }),
  );
  const error = await write.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(error).toMatchObject({ CancellationReasons });
});

test('Step Functions: instants come back as dates, errors as their class', async () => {
  const { client, calls, serve } = await loopback();
  const sfn = new SFNClient(client);
  serve('states', { executionArn: 'arn:e', startDate: new Date('2027-03-01T08:00:00.250Z') });
  const started = await sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', name: 'n', input: '{}' }));
  expect(started.startDate).toEqual(new Date('2027-03-01T08:00:00.250Z'));
  expect(calls[0]).toMatchObject({ service: 'states', action: 'StartExecution', input: { name: 'n', input: '{}' } });

  serve('states', new AwsError('ExecutionAlreadyExists', "Execution Already Exists: 'arn:e'"));
  const again = sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', name: 'n', input: '{"other":1}' }));
  await expect(again).rejects.toBeInstanceOf(ExecutionAlreadyExists);
});

test('EventBridge: an entry and its time', async () => {
  const { client, calls, serve } = await loopback();
  serve('events', { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
  const Time = new Date('2027-03-01T08:00:00Z');
  const answer = await new EventBridgeClient(client).send(
    new PutEventsCommand({ Entries: [{ EventBusName: 'b', Source: 's', DetailType: 'd', Detail: '{"é":1}', Time }] }),
  );
  expect(answer.Entries).toEqual([{ EventId: 'e-1' }]);
  const Entries = [{ EventBusName: 'b', Source: 's', DetailType: 'd', Detail: '{"é":1}', Time: Time.getTime() / 1000 }];
  expect(calls[0]).toMatchObject({ service: 'events', action: 'PutEvents', input: { Entries } });
});

test('a service nobody serves is refused by name', async () => {
  const { client } = await loopback();
  const describe = new SFNClient(client).send(new DescribeExecutionCommand({ executionArn: 'e' }));
  await expect(describe).rejects.toMatchObject({
    name: 'UnsupportedOnThisMachine',
    message: expect.stringContaining('states:DescribeExecution'),
  });
});

test('SQS errors carry the code its older clients look for', async () => {
  const { send, serve } = await loopback();
  serve('sqs', new AwsError('QueueDoesNotExist', 'The specified queue does not exist.'));
  const answer = await send('sqs', '/', {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' },
    body: '{}',
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  expect(await answer.json()).toEqual({
    __type: 'com.amazonaws.sqs#QueueDoesNotExist',
    message: 'The specified queue does not exist.',
  });
});

test.each([
  ['not JSON', '{"a":', 'SerializationException'],
  ['not an object', '[1]', 'SerializationException'],
])('a body that is %s is refused', async (_, body, code) => {
  const { send, calls } = await loopback();
  const answer = await send('logs', '/', {
    method: 'POST',
    headers: { 'x-amz-target': 'Logs_20140328.PutLogEvents' },
    body,
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { __type: code }]);
  expect(calls).toEqual([]);
});
