/** The code of a function that makes typical calls to AWS, by the SDK and by node's http, and tells what came of each. */
import http from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Raw, raw } from './transport.raw.ts';

const { TABLE: TableName, SLOW: FunctionName } = process.env;
const once = { maxAttempts: 1 };
const dynamoDb = new DynamoDBClient(once);
const waiting = (settings: ConstructorParameters<typeof NodeHttpHandler>[0]) =>
  new LambdaClient({ ...once, requestHandler: new NodeHttpHandler(settings) }).send(
    new InvokeCommand({ FunctionName }),
  );

const conditional = {
  TableName,
  Item: { pk: { S: 'kept' } },
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

const target = (action: string) => ({ 'x-amz-target': `DynamoDB_20120810.${action}` });
const object = (method: string, more: Partial<Raw> = {}) =>
  raw({ service: 's3', method, path: '/things/a%20b', ...more });

const calls: Record<string, () => Promise<unknown>> = {
  put: () =>
    dynamoDb.send(
      new PutItemCommand({ TableName, Item: { pk: { S: 'kept' }, text: { S: 'Grüße, 車 \ud83d\ude97' } } }),
    ),
  get: () => dynamoDb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'kept' } } })),
  'failing condition': () => dynamoDb.send(new PutItemCommand(conditional)),
  'cancelled transaction': () =>
    dynamoDb.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: { pk: { S: 'other' } } } }, { Put: conditional }],
      }),
    ),
  'wrong expression': () =>
    dynamoDb.send(new QueryCommand({ TableName, KeyConditionExpression: 'pk = :no', ExpressionAttributeValues: {} })),
  'large item': () =>
    dynamoDb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'large' }, text: { S: 'ü'.repeat(150_000) } } })),
  'too large item': () =>
    dynamoDb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'large' }, text: { S: 'x'.repeat(450_000) } } })),
  'large answer': () => dynamoDb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'large' } } })),
  'binary attribute': () =>
    dynamoDb.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: 'b' }, bytes: { B: Buffer.from([0, 255, 10]) } },
        ReturnValues: 'ALL_OLD',
      }),
    ),
  'denied call': () => new SQSClient(once).send(new GetQueueUrlCommand({ QueueName: 'none' })),
  'many at once': () => Promise.all(Array.from({ length: 60 }, () => calls['get']?.())),
  'aborted before': () => dynamoDb.send(new QueryCommand({ TableName }), { abortSignal: AbortSignal.abort() }),
  aborted: () =>
    new LambdaClient(once).send(new InvokeCommand({ FunctionName }), { abortSignal: AbortSignal.timeout(100) }),
  'request timeout': () => waiting({ requestTimeout: 100, throwOnRequestTimeout: true }),
  'socket timeout': () => waiting({ socketTimeout: 100 }),
  'slow answer in time': () => waiting({ requestTimeout: 5000, socketTimeout: 5000, connectionTimeout: 500 }),
  'put object': () =>
    object('PUT', {
      body: [Buffer.from([0, 1, 254, 255])],
      headers: { 'X-Amz-Meta-Note': ' kept ', 'content-type': 'image/png' },
    }),
  'get object': () => object('GET'),
  'head object': () => object('HEAD'),
  'object of a stream': () => object('PUT', { body: Readable.from([Buffer.from('one '), Buffer.from('two')]) }),
  'object of pieces': () => object('PUT', { body: ['one ', Buffer.from('two '), new Uint8Array([51])] }),
  'that object': () => object('GET'),
  'delete object': () => object('DELETE'),
  'no object': () => object('GET'),
  'wrong address': () => object('GET', { path: '/things/%zz' }),
  gzip: () =>
    raw({
      service: 'dynamodb',
      headers: { ...target('GetItem'), 'content-encoding': 'gzip' },
      body: [gzipSync(JSON.stringify({ TableName, Key: { pk: { S: 'b' } } }))],
    }),
  'no gzip': () =>
    raw({ service: 'dynamodb', headers: { ...target('GetItem'), 'content-encoding': 'gzip' }, body: ['{}'] }),
  'no JSON': () => raw({ service: 'dynamodb', headers: target('GetItem'), body: ['{'] }),
  'no UTF-8': () => raw({ service: 'dynamodb', headers: target('GetItem'), body: ['"\ud800"'] }),
  'latin-1': () => raw({ service: 's3', method: 'PUT', path: '/things/l', body: ['ü'], encoding: 'latin1' }),
  'query protocol': () => raw({ service: 'sts', body: ['Action=GetCallerIdentity&Version=2011-06-15'] }),
  unsigned: () => raw({ headers: target('GetItem'), body: ['{}'] }),
  'no answer awaited': () => raw({ service: 'dynamodb', headers: target('GetItem'), body: ['{}'], hangUp: true }),
  'wrong header': () => raw({ service: 'dynamodb', headers: { 'x-a': 'line\nline' } }),
};

/** Whether what this script has for node's http is not node's own. */
const isReplaced = http.request !== process.getBuiltinModule('node:http').request;

export async function handler({ name }: { name: string }): Promise<unknown> {
  try {
    return { isReplaced, answer: await calls[name]?.() };
  } catch (error) {
    const { name: kind, message, code, $fault, $metadata, ...details } = error as Error & Record<string, unknown>;
    return { isReplaced, failed: { kind, message, code, $fault, $metadata, ...details } };
  }
}
