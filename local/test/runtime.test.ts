import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Runtime, startRuntime } from '../runtime.ts';
import { smallApp } from './small-app.ts';

const start = '2026-03-02T14:00:00.000Z';
const seed = {
  items: [{ table: 'Table', item: { pk: 'seeded', count: 3 } }],
  apiKeys: [{ value: 'a'.repeat(64) }],
  credentials: { caller: { key: 'k', scopes: ['things:write'] } },
};

async function call(url: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a machine that runs an assembly', () => {
  const folder = smallApp();
  let runtime: Runtime;
  let local: string;
  let api: string;

  beforeAll(async () => {
    const file = path.join(folder, 'seed.json');
    writeFileSync(file, JSON.stringify(seed));
    runtime = await startRuntime({ assembly: folder, port: 0, clock: { start }, seed: file });
    local = `${runtime.url}/_local`;
    api = (await runtime.ready).overview.api;
  });
  afterAll(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  test('tells what it is', async () => {
    expect(await call(local)).toEqual({
      status: 200,
      body: {
        now: start,
        api,
        credentials: seed.credentials,
        machines: ['reminder'],
        functions: ['post', 'relay', 'remind', 'start'],
      },
    });
  });

  test('what the API takes goes through stream, bus, rule and machine, and the mail goes out when its time has come', async () => {
    expect(await call(`${api}/v1`, { id: 'one' })).toEqual({ status: 202, body: { id: 'one' } });

    const events = await call(`${local}/events?type=thing.taken.v1`);
    expect(events.body['events']).toMatchObject([{ detail: { id: 'one' } }]);
    expect((await call(`${local}/events?type=other.v1`)).body).toEqual({ events: [] });

    const waiting = await call(`${local}/executions?machine=reminder`);
    expect(waiting.body['executions']).toMatchObject([
      { name: 'one', machine: 'reminder', status: 'RUNNING', startedAt: start, input: { id: 'one' } },
    ]);

    expect((await call(`${local}/clock`, { advance: 'PT59.999S' })).body).toMatchObject({ skipped: 0 });
    expect((await call(`${local}/messages`)).body).toEqual({ messages: [] });

    const due = '2026-03-02T14:01:00.000Z';
    expect((await call(`${local}/clock`, { to: due })).body).toMatchObject({ now: due });
    expect((await call(`${local}/messages`)).body['messages']).toMatchObject([
      { channel: 'email', to: ['owner@example.com'], subject: 'Remember one', text: due, at: due },
    ]);
    const ended = await call(`${local}/executions?machine=small-dev-reminder`);
    expect(ended.body['executions']).toMatchObject([
      { name: 'one', status: 'SUCCEEDED', stoppedAt: due, output: { reminded: 'one' } },
    ]);
    const history = await call(`${local}/executions/one`);
    expect(history.body['events']).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'WaitStateEntered' })]),
    );
    expect((await call(`${local}/logs?function=post`)).body['logs']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ function: 'post', message: expect.stringContaining('took one') }),
      ]),
    );
    expect((await call(`${local}/dead-letters`)).body).toEqual({ deadLetters: [] });
  });

  test('an SDK client that is pointed at it finds what was seeded', async () => {
    const client = new DynamoDBClient({
      endpoint: runtime.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'me', secretAccessKey: 'me' },
    });
    const { Item } = await client.send(
      new GetItemCommand({ TableName: 'small-data-Table', Key: { pk: { S: 'seeded' } } }),
    );
    expect(Item).toEqual({ pk: { S: 'seeded' }, count: { N: '3' } });
    client.destroy();
  });
});

describe('the start', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  async function starting(assembly: string | Promise<string>, seedText?: string) {
    const given = seedText === undefined ? {} : { seed: Promise.resolve(seedText) };
    const runtime = await startRuntime({ assembly, port: 0, clock: { start }, ...given });
    closing.push(() => runtime.close());
    return runtime;
  }
  function app(further?: Record<string, unknown>): string {
    const folder = smallApp(further);
    closing.push(() => rmSync(folder, { recursive: true }));
    return folder;
  }

  test('answers 503 while the app is synthesized', async () => {
    const assembly = Promise.withResolvers<string>();
    const runtime = await starting(assembly.promise);
    for (const url of [`${runtime.url}/_local`, `${runtime.url}/_local/clock`, `${runtime.url}/v1`])
      expect(await call(url)).toMatchObject({ status: 503, body: { status: 503 } });
    assembly.resolve(app());
    await runtime.ready;
    expect((await call(`${runtime.url}/_local`)).status).toBe(200);
  });

  test('stops at what is not emulated, naming every resource', async () => {
    const further = { Layer: { Type: 'AWS::Lambda::LayerVersion' }, Zone: { Type: 'AWS::Route53::HostedZone' } };
    const { ready } = await starting(app(further));
    await expect(ready).rejects.toThrow(/small-app\/Layer \(AWS::Lambda::LayerVersion\)\s+small-app\/Zone /);
  });

  test('stops at a seed that does not fit, and when the synthesis fails', async () => {
    const unfit = JSON.stringify({ items: [{ table: 'Nowhere', item: {} }] });
    await expect((await starting(app(), unfit)).ready).rejects.toThrow('small-data-Table');
    await expect((await starting(Promise.reject(new Error('no app')))).ready).rejects.toThrow('no app');
  });

  test('a clock that runs starts at the present, and still jumps ahead', async () => {
    const runtime = await startRuntime({ assembly: app(), port: 0, clock: 'real' });
    closing.push(() => runtime.close());
    const before = Date.now();
    const { overview } = await runtime.ready;
    await call(`${overview.api}/v1`, { id: 'one' });
    await call(`${runtime.url}/_local/events`);
    const { body } = await call(`${runtime.url}/_local/clock`, { advance: 'PT2M' });
    expect(Date.parse(String(body['now']))).toBeGreaterThanOrEqual(before + 120_000);
    expect((await call(`${runtime.url}/_local/messages`)).body['messages']).toMatchObject([
      { subject: 'Remember one' },
    ]);
    expect(runtime.scheduler.failures()).toBe(0);
  });

  test('two machines in one process have each their own data and time', async () => {
    const [one, other] = await Promise.all([starting(app()), starting(app())]);
    const { overview } = await one.ready;
    await other.ready;
    await call(`${overview.api}/v1`, { id: 'mine' });
    await call(`${one.url}/_local/clock`, { advance: 'P1D' });
    expect((await call(`${one.url}/_local/messages`)).body['messages']).toHaveLength(1);
    expect((await call(`${other.url}/_local/messages`)).body['messages']).toEqual([]);
    expect((await call(`${other.url}/_local/clock`)).body['now']).toBe(start);
  });
});
