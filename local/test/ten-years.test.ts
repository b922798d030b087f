import { describe, expect, test } from 'vitest';
import { createDispatcher } from '../dispatcher.ts';
import { createEventBridge } from '../event-bridge/event-bridge.ts';
import { createScheduler } from '../virtual-scheduler.ts';
import { loadInto, place } from './journal/lives.ts';

const start = Date.parse('2026-03-01T00:00:30Z');
const end = Date.parse('2036-03-01T00:00:30Z');
const days = (end - start) / 86_400_000;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:fn';

describe('ten years in one move', () => {
  test('fire every tick at its instant, jump over what finds nothing due, and fire little else', async () => {
    const scheduler = createScheduler({ start });
    const dispatcher = createDispatcher();
    const ticks = new Map<string, string[]>();
    dispatcher.register('lambda', async ({ input, principal }) => {
      const { time } = JSON.parse(String(input['Payload'])) as { readonly time: string };
      ticks.set(principal.name, [...(ticks.get(principal.name) ?? []), time]);
      return { StatusCode: 202 };
    });
    const dueAt = Date.parse('2031-07-01T12:00:10Z');
    let due: number | undefined = dueAt;
    const changed: (() => void)[] = [];
    const bridge = createEventBridge({
      ...{ scheduler, dispatcher, place },
      smallestDue: () => due,
      onTableChange: (_, callback) => void changed.push(callback),
    });
    const schedule = (name: string, ScheduleExpression: string, metadata: object = {}) =>
      loadInto(bridge.kinds, 'AWS::Events::Rule', {
        ...{ name, metadata },
        properties: { ScheduleExpression, Targets: [{ Id: 'a', Arn: functionArn }] },
      });
    await schedule('monthly', 'cron(0 12 L * ? *)');
    await schedule('leapDay', 'cron(0 0 29 2 ? *)');
    const dueIndex = { table: 't', index: 'i', dueAttribute: 'd' };
    await schedule('sweep', 'rate(1 minute)', { 'local:dueIndex': dueIndex });
    // Whoever sweeps takes what is due.
    scheduler.at(dueAt + 60_000, 'taken', () => {
      due = undefined;
      for (const tell of changed) tell();
    });
    const longWaits: string[] = [];
    for (let year = 1; year <= 10; year += 1) {
      const at = new Date(start);
      at.setUTCFullYear(2026 + year);
      scheduler.at(at.getTime(), `year ${year}`, () => void longWaits.push(new Date(scheduler.now()).toISOString()));
    }
    const moved = await scheduler.moveTo(end);

    expect(moved.now).toBe(end);
    expect(ticks.get('monthly')).toHaveLength(120);
    expect(ticks.get('monthly')?.slice(0, 2)).toEqual(['2026-03-31T12:00:00Z', '2026-04-30T12:00:00Z']);
    expect(ticks.get('leapDay')).toEqual(['2028-02-29T00:00:00Z', '2032-02-29T00:00:00Z', '2036-02-29T00:00:00Z']);
    expect(ticks.get('sweep')).toEqual(['2031-07-01T12:00:30Z']);
    expect(longWaits.at(-1)).toBe('2036-03-01T00:00:30.000Z');
    expect(longWaits).toHaveLength(10);
    expect(moved.skipped + bridge.passedOver()).toBe(days * 1440 - 1);
    expect(scheduler.failures()).toBe(0);
    // Of five million ticks and more, hardly any costs anything.
    expect(moved.fired).toBeLessThan(300);
  });
});
