import { rmSync } from 'node:fs';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from 'vitest';
import type { Fault } from '../../faults/faults.ts';
import { startRuntime } from '../../runtime.ts';
import { smallApp } from '../small-app.ts';

const folder = smallApp();
afterAll(() => rmSync(folder, { recursive: true }));

const plan = {
  deliverTwice: 0.3,
  late: { p: 0.3, seconds: 20 },
  outOfOrder: 0.3,
  throttle: 0.1,
  failPartOfBatch: 0.2,
  crashBefore: 0.1,
  crashAfter: 0.1,
  timeoutAfter: 0.1,
};

interface Told {
  readonly answers: readonly number[];
  readonly trace: readonly Fault[];
  readonly events: unknown;
  readonly items: unknown;
  readonly executions: unknown;
  readonly messages: unknown;
  readonly logs: unknown;
}

/** Five things are posted on a fresh machine, each when it is at rest, then an hour passes. */
async function story(seed: number): Promise<Told> {
  const runtime = await startRuntime({ assembly: folder, port: 0, clock: { start: '2026-03-02T14:00:00.000Z' } });
  const { overview } = await runtime.ready;
  const local = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${runtime.url}/_local/${path}`, init)).json() as Promise<Record<string, unknown>>;
  };
  const client = new DynamoDBClient({
    endpoint: runtime.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'me', secretAccessKey: 'me' },
  });
  try {
    await local('faults', { seed, ...plan });
    const answers: number[] = [];
    for (const id of ['one', 'two', 'three', 'four', 'five']) {
      const answer = await fetch(`${overview.api}/v1`, { method: 'POST', body: JSON.stringify({ id }) });
      answers.push(answer.status);
      await runtime.scheduler.idle();
    }
    await local('clock', { advance: 'PT1H' });
    const { faults } = await local('faults');
    const { Items } = await client.send(new ScanCommand({ TableName: 'small-data-Table' }));
    return {
      ...{ answers, items: Items, trace: faults as Fault[] },
      events: await local('events'),
      executions: await local('executions'),
      messages: await local('messages'),
      logs: await local('logs'),
    };
  } finally {
    client.destroy();
    await runtime.close();
  }
}

test('the same seed gives the same story to the byte, another seed another one', async () => {
  const first = await story(4);
  expect(new Set(first.trace.map(({ fault }) => fault)).size).toBeGreaterThan(4);
  const second = await story(4);
  expect(JSON.stringify(second.trace)).toBe(JSON.stringify(first.trace));
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  const other = await story(5);
  expect(other.trace).not.toEqual(first.trace);
});
