import { afterAll, expect, test } from 'vitest';
import { rig, start } from './rig.ts';

const minute = 60_000;
const queue = 'arn:aws:sqs:us-east-1:000000000000:failed';

async function failing(config?: Record<string, unknown>, properties?: Record<string, unknown>) {
  const it = rig();
  afterAll(it.close);
  const arn = await it.define(
    'failing',
    'exports.handler = async (event) => { console.log("try", event.n); if (event.n > 0) throw new Error("no"); return "well" }',
    properties,
  );
  if (config)
    await it.load('AWS::Lambda::EventInvokeConfig', 'Config', {
      properties: { FunctionName: 'failing', Qualifier: '$LATEST', ...config },
    });
  const tries = () => it.lines.filter((line) => line.line.includes('\ttry ')).length;
  return { ...it, arn, tries };
}

test('an event is answered at once and tried after one and two minutes, under one request id', async () => {
  const { invoke, scheduler, tries, lines } = await failing();
  expect(await invoke('failing', { n: 1 }, 'Event')).toMatchObject({ StatusCode: 202 });
  await scheduler.idle();
  expect(tries()).toBe(1);
  await scheduler.moveTo(start + minute - 1);
  expect(tries()).toBe(1);
  await scheduler.moveTo(start + minute);
  expect(tries()).toBe(2);
  await scheduler.moveTo(start + 3 * minute - 1);
  expect(tries()).toBe(2);
  await scheduler.moveTo(start + 600 * minute);
  expect(tries()).toBe(3);
  expect(new Set(lines.map((line) => line.requestId)).size).toBe(1);
});

test('when the retries are used up, destination and dead-letter queue receive AWS’s documents', async () => {
  const config = { MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: queue } } };
  const dead = { DeadLetterConfig: { TargetArn: queue.replace('failed', 'dead') } };
  const { invoke, scheduler, sent, arn } = await failing(config, dead);
  await invoke('failing', { n: 1 }, 'Event');
  await scheduler.moveTo(start + 10 * minute);
  const [record, letter] = sent;
  expect(sent).toHaveLength(2);
  expect(record).toMatchObject({ service: 'sqs', action: 'SendMessage', principal: { name: 'failing' } });
  expect(record?.input['QueueUrl']).toBe('https://sqs.us-east-1.amazonaws.com/000000000000/failed');
  expect(JSON.parse(String(record?.input['MessageBody']))).toEqual({
    version: '1.0',
    timestamp: new Date(start + minute).toISOString(),
    requestContext: {
      requestId: expect.any(String),
      functionArn: `${arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 2,
    },
    requestPayload: { n: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: 'no', trace: expect.any(Array) },
  });
  expect(letter?.input).toMatchObject({
    QueueUrl: expect.stringMatching(/\/dead$/),
    MessageBody: '{"n":1}',
    MessageAttributes: { ErrorCode: { DataType: 'Number', StringValue: '200' }, ErrorMessage: { StringValue: 'no' } },
  });
});

test('success is told to its destination, on a bus as an event', async () => {
  const bus = 'arn:aws:events:us-east-1:000000000000:event-bus/main';
  const { invoke, scheduler, sent } = await failing({ DestinationConfig: { OnSuccess: { Destination: bus } } });
  await invoke('failing', { n: 0 }, 'Event');
  await scheduler.idle();
  const [entry] = (sent[0]?.input['Entries'] ?? []) as { Detail: string }[];
  expect(entry).toMatchObject({
    Source: 'lambda',
    DetailType: 'Lambda Function Invocation Result - Success',
    EventBusName: bus,
  });
  expect(JSON.parse(entry?.Detail ?? '')).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    responsePayload: 'well',
  });
});

test('an event that grew too old ends when it does', async () => {
  const config = { MaximumEventAgeInSeconds: 90, DestinationConfig: { OnFailure: { Destination: queue } } };
  const { invoke, scheduler, sent, tries } = await failing(config);
  await invoke('failing', { n: 1 }, 'Event');
  await scheduler.moveTo(start + 600 * minute);
  expect(tries()).toBe(2);
  expect(JSON.parse(String(sent[0]?.input['MessageBody']))).toMatchObject({
    timestamp: new Date(start + 90_000).toISOString(),
    requestContext: { condition: 'EventAgeExceeded' },
  });
});

test('a throttled event backs off and is run when there is room', async () => {
  const it = rig();
  afterAll(it.close);
  const slow =
    'exports.handler = async (n) => { console.log("ran", n); await new Promise((go) => setTimeout(go, 30)) }';
  await it.define('narrow', slow, { ReservedConcurrentExecutions: 1 });
  await it.invoke('narrow', 1, 'Event');
  await it.invoke('narrow', 2, 'Event');
  await it.scheduler.idle();
  const ran = () => it.lines.map((line) => line.line.split('\t').at(-1));
  expect(ran()).toEqual(['ran 1']);
  await it.scheduler.moveTo(start + 999);
  expect(ran()).toEqual(['ran 1']);
  await it.scheduler.moveTo(start + 1000);
  expect(ran()).toEqual(['ran 1', 'ran 2']);
});

test('an event for a function with no concurrency goes to the dead letters without a try', async () => {
  const it = await failing(undefined, { ReservedConcurrentExecutions: 0, DeadLetterConfig: { TargetArn: queue } });
  await it.invoke('failing', { n: 1 }, 'Event');
  await it.scheduler.idle();
  expect(it.tries()).toBe(0);
  expect(it.sent).toHaveLength(1);
});
