import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { defineEvent } from '../../functions/events/event.ts';
import { enter } from '../../functions/platform/context.port.ts';
import { readEnv, readOptionalEnv } from '../../functions/platform/env.port.ts';
import { serveEvent, serveEvents, serveTask } from '../../functions/platform/serve.flow.ts';
import { startMachine } from '../../functions/platform/state-machine.port.ts';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
});

const done = defineEvent('thing.done.v1', z.object({ thingId: z.string() }));
const undone = defineEvent('thing.undone.v1', z.object({ thingId: z.string(), why: z.string() }));
const delivered = (type: string, data: object) => ({
  'detail-type': type,
  detail: {
    specversion: '1.0',
    id: 'e',
    source: 's',
    type,
    time: '2026-11-23T15:00:00.000Z',
    subject: 'T1',
    correlationid: 'T1',
    data,
  },
});

describe('a consumer of events', () => {
  test('gets the envelope, checked', async () => {
    const seen: unknown[] = [];
    const consumer = serveEvents([done, undone], async (event) => {
      seen.push([event.type, event.subject, event.data]);
    });
    await consumer(delivered('thing.done.v1', { thingId: 'T1' }));
    await consumer(delivered('thing.undone.v1', { thingId: 'T1', why: 'x' }));
    expect(seen).toEqual([
      ['thing.done.v1', 'T1', { thingId: 'T1' }],
      ['thing.undone.v1', 'T1', { thingId: 'T1', why: 'x' }],
    ]);
  });

  test.each<[string, unknown]>([
    ['of another kind', delivered('thing.lost.v1', { thingId: 'T1' })],
    ['that lacks a member', delivered('thing.done.v1', {})],
    ['without an envelope', { detail: { thingId: 'T1' } }],
    ['that is nothing', null],
  ])('fails at an event %s, so that it ends where it can be seen', async (_what, event) => {
    const handle = vi.fn(async () => {});
    await expect(serveEvent(done, handle)(event)).rejects.toThrow();
    expect(handle).not.toHaveBeenCalled();
  });

  test('fails when its handler does', async () => {
    const consumer = serveEvent(done, () => Promise.reject(new Error('not today')));
    await expect(consumer(delivered('thing.done.v1', { thingId: 'T1' }))).rejects.toThrow('not today');
  });
});

describe('a task of a state machine', () => {
  const task = serveTask(z.strictObject({ leadId: z.string() }), async ({ leadId }) => ({ leadId, next: 'done' }));

  test('answers with its output', async () => {
    expect(await task({ leadId: 'L1' })).toEqual({ leadId: 'L1', next: 'done' });
  });

  test.each([[{}], [{ leadId: 1 }], [{ leadId: 'L1', more: true }], [undefined]])(
    'fails at the input %j',
    async (input) => {
      await expect(task(input)).rejects.toThrow();
    },
  );
});

test('new ids sort in the order of their making, within one instant too', () => {
  const { newId, now } = enter();
  const ids = Array.from({ length: 50 }, newId);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(50);
  expect(enter().now.epochMilliseconds).toBeGreaterThanOrEqual(now.epochMilliseconds);
});

describe('the environment', () => {
  test('is read by name, and the first that is missing is named', () => {
    vi.stubEnv('TABLE_NAME', 't');
    vi.stubEnv('BUS_NAME', '');
    expect(readEnv('TABLE_NAME')).toEqual({ TABLE_NAME: 't' });
    expect(() => readEnv('TABLE_NAME', 'BUS_NAME', 'STAGE')).toThrow('BUS_NAME');
    expect(readOptionalEnv('BUS_NAME')).toBeUndefined();
    expect(readOptionalEnv('TABLE_NAME')).toBe('t');
    vi.unstubAllEnvs();
  });
});

describe('starting a machine', () => {
  const machines = mockClient(SFNClient);
  beforeEach(() => machines.reset());
  const start = () => startMachine('arn:m', 'L1', { leadId: 'L1' });

  test('goes by the business key', async () => {
    machines.on(StartExecutionCommand).resolves({});
    await start();
    const [call] = machines.commandCalls(StartExecutionCommand);
    expect(call?.args[0].input).toEqual({ stateMachineArn: 'arn:m', name: 'L1', input: '{"leadId":"L1"}' });
  });

  test('that was started before is started; any other failure is one', async () => {
    machines.on(StartExecutionCommand).rejectsOnce(new ExecutionAlreadyExists({ message: 'x', $metadata: {} }));
    await start();
    machines.on(StartExecutionCommand).rejects(new Error('no such machine'));
    await expect(start()).rejects.toThrow('no such machine');
  });
});
