import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { serveTimer } from '../../functions/platform/serve-timer.flow.ts';
import type { Write } from '../../functions/platform/table.ts';
import { startOverdueTimer, startTimer } from '../../functions/platform/timer.port.ts';
import { sweptNames, type TimerDecision, wholeSecondFrom } from '../../functions/platform/timer.ts';
import { tableThat } from './platform.builders.ts';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
});

const change: Write = { kind: 'put', item: { PK: 'KETTLE#K1', SK: 'KETTLE', form: 1 } };

/** A timer of kettles: `subject` is what stands in the table, and the rule says `decision` of it. */
function kettleTimer(
  subject: object | undefined,
  decision: TimerDecision & { readonly writes?: readonly Write[] },
  answers: readonly ('committed' | 'conflict')[] = [],
) {
  const { table, commits } = tableThat(answers);
  const loaded: unknown[] = [];
  const handler = serveTimer({
    table,
    key: z.object({ kettleId: z.string(), run: z.number() }),
    load: async (key) => {
      loaded.push(key);
      return subject;
    },
    decide: () => decision,
    save: ({ writes = [] }) => writes,
  });
  return { handler, commits, loaded };
}

const key = { kettleId: 'K1', run: 2 };

describe('a timer that is asked what now', () => {
  test.each<[string, TimerDecision, object]>([
    [
      'waits until an instant',
      { kind: 'wait', wakeAt: '2026-11-23T15:07:30.000Z' },
      { wakeAt: '2026-11-23T15:07:30.000Z' },
    ],
    [
      'waits for no less than the instant',
      { kind: 'wait', wakeAt: '2026-11-23T15:07:30.001Z' },
      { wakeAt: '2026-11-23T15:07:31.000Z' },
    ],
    ['is done', { kind: 'done' }, {}],
  ])('%s, and gives its key back', async (_what, decision, instant) => {
    const { handler, commits } = kettleTimer({}, { ...decision, writes: [change] });
    expect(await handler(key)).toEqual({ ...key, next: decision.kind, ...instant });
    expect(commits).toEqual([[change]]);
  });

  test('reads its key out of what the execution carries along', async () => {
    const { handler, loaded } = kettleTimer({}, { kind: 'done' });
    await handler({ ...key, next: 'wait', wakeAt: '2026-11-23T15:07:30.000Z' });
    expect(loaded).toEqual([key]);
  });

  test('is done where nobody is left, and writes nothing', async () => {
    const { handler, commits } = kettleTimer(undefined, {
      kind: 'wait',
      wakeAt: '2026-11-23T15:07:30.000Z',
      writes: [change],
    });
    expect(await handler(key)).toEqual({ ...key, next: 'done' });
    expect(commits).toEqual([]);
  });

  test('decides again on what stands then where somebody else was first', async () => {
    const { handler, commits, loaded } = kettleTimer({}, { kind: 'done', writes: [change] }, ['conflict', 'committed']);
    await handler(key);
    expect([loaded.length, commits.length]).toEqual([2, 2]);
  });

  test.each([[{}], [{ kettleId: 'K1' }], [{ kettleId: 1, run: 2 }], [undefined]])(
    'fails at the input %j',
    async (input) => {
      const { handler, loaded } = kettleTimer({}, { kind: 'done' });
      await expect(handler(input)).rejects.toThrow();
      expect(loaded).toEqual([]);
    },
  );
});

test('a timer starts under its business key, and wakes at a whole second', async () => {
  const machines = mockClient(SFNClient);
  machines.on(StartExecutionCommand).resolves({});
  await startTimer('arn:m', { name: 'K1-2', key, wakeAt: '2026-11-23T15:07:30.001Z' });
  const [call] = machines.commandCalls(StartExecutionCommand);
  const input = '{"kettleId":"K1","run":2,"wakeAt":"2026-11-23T15:07:31.000Z"}';
  expect(call?.args[0].input).toEqual({ stateMachineArn: 'arn:m', name: 'K1-2', input });
});

describe('a timer whose step is overdue', () => {
  const overdue = { name: 'K1-2', key, since: '2026-11-23T15:00:00.000Z', wakeAt: '2026-11-23T15:07:30.001Z' };
  const hoursOn = (hours: number) => Temporal.Instant.from(overdue.since).add({ hours });
  const used = Object.assign(new Error('used'), { name: 'ExecutionAlreadyExists' });

  const minutesOn = (minutes: number) => Temporal.Instant.from(overdue.since).add({ minutes });
  const numbers = (minutes: number) =>
    sweptNames('K1-2', overdue.since, minutesOn(minutes)).map((name) => Number(name.replace('K1-2-swept-', '')));

  test('has a name more every five minutes, and leaves those before behind every two hours', () => {
    expect([-1, 0, 4, 5, 12].map(numbers)).toEqual([[1], [1], [1], [1, 2], [1, 2, 3]]);
    expect(numbers(119)).toEqual(Array.from({ length: 24 }, (_, each) => each + 1));
    expect(numbers(120)).toEqual([25]);
    expect(numbers(60 * 24 * 60)).toEqual([60 * 24 * 12 + 1]);
  });

  test('is started under the first name that nobody has used', async () => {
    const machines = mockClient(SFNClient);
    machines.on(StartExecutionCommand).rejectsOnce(used).rejectsOnce(used).resolves({});
    await startOverdueTimer('arn:m', overdue, hoursOn(1));
    const calls = machines.commandCalls(StartExecutionCommand).map((call) => call.args[0].input);
    expect(calls.map(({ name }) => name)).toEqual(['K1-2-swept-1', 'K1-2-swept-2', 'K1-2-swept-3']);
    expect(calls[2]?.input).toBe('{"kettleId":"K1","run":2,"wakeAt":"2026-11-23T15:07:31.000Z"}');
  });

  test('is left for five minutes when its names are used up', async () => {
    const machines = mockClient(SFNClient);
    machines.on(StartExecutionCommand).rejects(used);
    await expect(startOverdueTimer('arn:m', overdue, hoursOn(1))).rejects.toThrow('again and again');
    expect(machines.commandCalls(StartExecutionCommand)).toHaveLength(13);
  });

  test('is left to the next sweep when it could not be started', async () => {
    const machines = mockClient(SFNClient);
    machines.on(StartExecutionCommand).rejects(new Error('throttled'));
    await expect(startOverdueTimer('arn:m', overdue, hoursOn(1))).rejects.toThrow('throttled');
  });
});

test('a whole second is never early, and less than a second late', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: from, max: from + 400 * 86_400_000 }), (milliseconds) => {
      const rounded = Date.parse(wholeSecondFrom(new Date(milliseconds).toISOString()));
      expect(rounded % 1000).toBe(0);
      expect(rounded - milliseconds).toBeGreaterThanOrEqual(0);
      expect(rounded - milliseconds).toBeLessThan(1000);
    }),
  );
});
