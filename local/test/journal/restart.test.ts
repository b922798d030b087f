import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Runtime, startRuntime } from '../../runtime.ts';
import { smallApp } from '../small-app.ts';

const start = '2026-03-02T14:00:00.000Z';
const seed = JSON.stringify({
  items: [{ table: 'Table', item: { pk: 'seeded', count: 3 } }],
  credentials: { caller: { key: 'k', scopes: ['things:write'] } },
});
const att = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const toQueue = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: att('Letters') };

/** Beside the small app: an event that its target fails for, with retries and dead letters, and two schedules. */
const further = {
  Letters: { Type: 'AWS::SQS::Queue' },
  MayWriteLetters: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'letters', PolicyDocument: { Statement: [toQueue] }, Roles: [{ Ref: 'Role' }] },
  },
  Failing: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { 'detail-type': ['thing.taken.v1'] },
      Targets: [{ Id: 'Target0', Arn: att('Post') }],
    },
  },
  Kept: { Type: 'AWS::Events::Archive', Properties: { SourceArn: att('Bus'), ArchiveName: 'kept' } },
  Minutely: {
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Id: 'Target0', Arn: att('Letters') }] },
  },
  EverySecond: {
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression: 'cron(0/2 * * * ? *)', Targets: [{ Id: 'Target0', Arn: att('Letters') }] },
  },
  RulesMaySend: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Letters' }],
      PolicyDocument: {
        Statement: [{ ...toQueue, Principal: { Service: 'events.amazonaws.com' } }],
      },
    },
  },
  RuleMayPost: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: att('Post'),
      Principal: 'events.amazonaws.com',
      SourceArn: att('Failing'),
    },
  },
  Failures: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Post' },
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: att('Letters') } },
    },
  },
};

const folder = smallApp(further);
const data = mkdtempSync(path.join(tmpdir(), 'restart-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(data, { recursive: true });
});

async function json(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  return (await (await fetch(url, init)).json()) as Record<string, unknown>;
}

async function aws(runtime: Runtime, target: string, input: object): Promise<Record<string, unknown>> {
  const service = target.startsWith('Dynamo') ? 'dynamodb' : target.startsWith('AmazonSQS') ? 'sqs' : 'events';
  const authorization = `AWS4-HMAC-SHA256 Credential=me/20260302/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const headers = { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
  return json(runtime.url, { method: 'POST', headers, body: JSON.stringify(input) });
}

type Step = (runtime: Runtime) => Promise<unknown>;

const post =
  (id: string): Step =>
  async (runtime) =>
    json(`${(await runtime.ready).overview.api}/v1`, { method: 'POST', body: JSON.stringify({ id }) });
const advance =
  (duration: string): Step =>
  (runtime) =>
    json(`${runtime.url}/_local/clock`, { method: 'POST', body: JSON.stringify({ advance: duration }) });
const receive: Step = (runtime) => aws(runtime, 'AmazonSQS.ReceiveMessage', { QueueUrl: 'small-app-Letters' });

const story: readonly Step[] = [
  post('one'),
  advance('PT20S'),
  post('two'),
  advance('PT40S'),
  receive,
  advance('PT0S'),
  advance('PT25S'),
  post('three'),
  advance('PT2M'),
  receive,
  advance('PT5M30S'),
];

/** Ids that are drawn by chance are told apart by the order in which they come. */
function withoutChance(text: string): string {
  const names = new Map<string, string>();
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    names.set(id, names.get(id) ?? `<${names.size + 1}>`);
    return names.get(id) ?? '';
  });
}

/** Everything that people can look at. */
async function everything(runtime: Runtime): Promise<unknown> {
  const local = (view: string) => json(`${runtime.url}/_local${view}`);
  const views = ['', '/clock', '/events', '/executions', '/messages', '/metrics', '/dead-letters'];
  const histories = ['one', 'two', 'three'].map((name) => `/executions/${name}`);
  const seen: unknown[] = [];
  for (const view of [...views, ...histories]) seen.push(await local(view));
  const { logs } = (await local('/logs')) as { logs: { function: string; message: unknown }[] };
  seen.push(await aws(runtime, 'DynamoDB_20120810.Scan', { TableName: 'small-data-Table' }));
  seen.push(await aws(runtime, 'DynamoDB_20120810.DescribeTable', { TableName: 'small-data-Table' }));
  seen.push(await aws(runtime, 'AWSEvents.DescribeArchive', { ArchiveName: 'kept' }));
  seen.push(
    await aws(runtime, 'AmazonSQS.GetQueueAttributes', { QueueUrl: 'small-app-Letters', AttributeNames: ['All'] }),
  );
  const text = withoutChance(JSON.stringify(seen).replaceAll(runtime.url, 'http://machine'));
  return [JSON.parse(text), logs.map(({ message }) => String(message)).filter((line) => line.startsWith('took'))];
}

describe('a runtime that is restarted', () => {
  let uninterrupted: unknown;
  beforeAll(async () => {
    const runtime = await startRuntime({ assembly: folder, port: 0, clock: { start }, seed: Promise.resolve(seed) });
    await runtime.ready;
    for (const step of story) {
      await step(runtime);
      await runtime.scheduler.idle();
    }
    uninterrupted = await everything(runtime);
    await runtime.close();
  });

  test('the story has something of everything', () => {
    const [views = []] = uninterrupted as Readonly<Record<string, never[]>>[][];
    const [events, executions, messages, deadLetters = []] = ['events', 'executions', 'messages', 'deadLetters'].map(
      (name) => views.find((view) => name in view)?.[name],
    );
    const kinds = Map.groupBy(deadLetters as { body: object }[], ({ body }) =>
      'requestContext' in body ? 'failed' : 'tick',
    );
    expect([events, executions, messages, kinds.get('failed')]).toMatchObject(Array(4).fill({ length: 3 }));
    expect(kinds.get('tick')?.length).toBeGreaterThan(8);
  });

  test('between any two steps of a story is to everybody the one that never was', async () => {
    const restarted = () =>
      startRuntime({ assembly: folder, port: 0, clock: { start }, seed: Promise.resolve(seed), data });
    for (const step of story) {
      const runtime = await restarted();
      const { dropped } = await runtime.ready;
      expect(dropped).toEqual([]);
      await step(runtime);
      // What is under way at a restart is done again; here nothing is.
      await runtime.scheduler.idle();
      await runtime.close();
    }
    const last = await restarted();
    await last.ready;
    expect(await everything(last)).toEqual(uninterrupted);
    expect(last.scheduler.failures()).toBe(0);
    await last.close();
  });

  test('with templates that have lost resources names what it drops, once', async () => {
    const smaller = smallApp();
    const restarted = () => startRuntime({ assembly: smaller, port: 0, data });
    const runtime = await restarted();
    const { dropped } = await runtime.ready;
    expect(new Set(dropped.map(({ kind, owner }) => `${kind} of ${owner}`))).toEqual(
      new Set([
        'messages of the queue small-app-Letters',
        'archived events of the archive kept',
        'progress of the schedule of the rule small-app-Minutely',
        'progress of the schedule of the rule small-app-EverySecond',
      ]),
    );
    await runtime.close();
    const again = await restarted();
    expect((await again.ready).dropped).toEqual([]);
    await again.close();
    rmSync(smaller, { recursive: true });
  });
});
