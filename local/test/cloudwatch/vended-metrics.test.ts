import { afterAll, expect, test } from 'vitest';
import { vendedMetrics } from '../../cloudwatch/known-metrics.ts';
import { compilePattern } from '../../event-bridge/pattern.ts';
import { createEventSources } from '../../lambda/event-source.ts';
import { rig as gatewayRig, proxyTo } from '../api-gateway/rig.ts';
import { dynamoDbWithTable, key } from '../dynamodb/dynamodb.fixture.ts';
import { loadInto } from '../journal/lives.ts';
import { rig as lambdaRig } from '../lambda/rig.ts';
import { queueBench } from '../sqs/queue-bench.ts';
import { createWorkflows, jsonata } from '../step-functions/workflow.ts';
import { measures } from './measures.ts';

const { measure, values, names } = measures();

// After all others, which have measured what there is.
afterAll(() => {
  const known = Object.values(vendedMetrics).flatMap(({ units }) => Object.keys(units));
  expect([...names()].sort()).toEqual(known.sort());
});

test('Lambda counts invocations, errors and throttles, each function and all together', async () => {
  const { define, invoke, close } = lambdaRig({ measure });
  await define('works', 'exports.handler = async () => 1');
  await define('fails', 'exports.handler = async () => { throw new Error("no") }');
  await define('full', 'exports.handler = async () => 1', { ReservedConcurrentExecutions: 0 });
  await invoke('works');
  await invoke('fails');
  await invoke('fails');
  await expect(invoke('full')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  await close();
  const of = (name: string) => ['works', 'fails', 'full', ''].map((each) => values(name, each));
  expect(of('Invocations')).toEqual([[1], [1, 1], [], [1, 1, 1]]);
  expect(of('Errors')).toEqual([[0], [1, 1], [], [0, 1, 1]]);
  expect(of('Throttles')).toEqual([[0], [0, 0], [1], [0, 0, 0, 1]]);
  expect(values('ConcurrentExecutions', 'works')).toEqual([1]);
  expect(values('Duration', 'works')[0]).toBeGreaterThan(0);
});

test('Lambda counts events that it takes, and loses with their records', async () => {
  const { define, load, invoke, scheduler, dispatcher, close } = lambdaRig({ measure });
  for (const service of ['sqs', 'sns'])
    dispatcher.register(service, async () => {
      throw Object.assign(new Error('gone'), { name: 'QueueDoesNotExist' });
    });
  await define('lost', 'exports.handler = async () => { throw new Error("no") }', {
    DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:letters' },
  });
  const OnFailure = { Destination: 'arn:aws:sns:us-east-1:000000000000:failures' };
  const properties = { FunctionName: 'lost', Qualifier: '$LATEST', MaximumRetryAttempts: 0 };
  await load('AWS::Lambda::EventInvokeConfig', 'C', {
    properties: { ...properties, DestinationConfig: { OnFailure } },
  });
  await invoke('lost', {}, 'Event');
  await scheduler.idle();
  await close();
  for (const name of ['AsyncEventsReceived', 'AsyncEventsDropped', 'DeadLetterErrors', 'DestinationDeliveryFailures'])
    expect(values(name, 'lost'), name).toEqual([1]);
});

test('a stream’s batch is as old as its last record, at every try', async () => {
  const { scheduler, dispatcher, dynamoDb, streamArn } = dynamoDbWithTable();
  dispatcher.register('lambda', async () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload: '{}' }));
  const { kinds } = createEventSources({ scheduler, dispatcher, streams: dynamoDb, compilePattern, measure });
  const properties = { EventSourceArn: streamArn, FunctionName: 'relay', StartingPosition: 'TRIM_HORIZON' };
  await loadInto(kinds, 'AWS::Lambda::EventSourceMapping', { name: 'M', properties });
  await dispatcher.call({
    ...{ service: 'dynamodb', action: 'PutItem', principal: { name: 'operator' } },
    input: { TableName: 'app', Item: key('p', 's') },
  });
  await scheduler.moveTo(scheduler.now() + 10_000);
  expect(values('IteratorAge', 'relay')).toEqual([0, 1000, 3000, 7000]);
});

test('Step Functions counts starts, and ends by their kind', async () => {
  const { load, start, after, api, scheduler } = createWorkflows({}, undefined, measure);
  const wait = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
  const ends = load(jsonata({ Fail: { Type: 'Fail' } }), { StateMachineName: 'fails' });
  const late = load(jsonata(wait, { TimeoutSeconds: 30 }), { StateMachineName: 'late' });
  const long = load(jsonata(wait), { StateMachineName: 'long' });
  await start(ends);
  await start(late);
  await start(long);
  const executionArn = await start(long, {}, 'stopped');
  await after(31_000);
  await api('StopExecution', { executionArn });
  await after(60_000);
  expect(scheduler.failures()).toBe(0);
  const of = (name: string) => [ends, late, long].map((arn) => values(name, arn).length);
  expect(of('ExecutionsStarted')).toEqual([1, 1, 2]);
  expect(of('ExecutionsFailed')).toEqual([1, 0, 0]);
  expect(of('ExecutionsTimedOut')).toEqual([0, 1, 0]);
  expect(of('ExecutionsAborted')).toEqual([0, 0, 1]);
  expect(of('ExecutionsSucceeded')).toEqual([0, 0, 1]);
  expect(values('ExecutionTime', long)).toEqual([31_000, 60_000]);
});

test('API Gateway counts requests and answers of 4xx and 5xx, each API and each of its stages', async () => {
  const it = await gatewayRig(measure);
  const { method } = it.api();
  const works = await it.define('answers', 'exports.handler = async () => ({ statusCode: 200, body: "" })');
  const fails = await it.define('throws', 'exports.handler = async () => { throw new Error("no") }');
  method('GET', '/works', proxyTo(works));
  method('GET', '/fails', proxyTo(fails));
  for (const path of ['works', 'fails', 'nowhere']) await it.send('GET', `/dev/${path}`);
  await it.close();
  for (const dimension of ['Api', 'Api dev']) {
    expect(values('Count', dimension)).toEqual([1, 1, 1]);
    expect(values('4XXError', dimension)).toEqual([0, 0, 1]);
    expect(values('5XXError', dimension)).toEqual([0, 1, 0]);
    expect(values('Latency', dimension)).toHaveLength(3);
  }
});

test('SQS counts what is sent, received and deleted', async () => {
  const connected: string[] = [];
  const connect = ({ name }: { readonly name: string }) => {
    connected.push(name);
    return () => {};
  };
  const { send, call, received } = await queueBench({ q: {} }, { cloudWatch: { measure, connect } });
  await send('q', 'one');
  await send('q', 'two');
  const messages = await received('q');
  await received('q');
  await call('DeleteMessage', { QueueUrl: 'q', ReceiptHandle: messages[0]?.['ReceiptHandle'] });
  expect(values('NumberOfMessagesSent', 'q')).toEqual([1, 1]);
  expect(values('NumberOfMessagesReceived', 'q')).toEqual([2]);
  expect(values('NumberOfEmptyReceives', 'q')).toEqual([1]);
  expect(values('NumberOfMessagesDeleted', 'q')).toEqual([1]);
  for (const name of connected) names().add(name);
});
