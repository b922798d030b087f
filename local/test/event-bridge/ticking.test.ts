import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Unsupported } from '../../cloudformation/resource.ts';
import { EventBridgeRig, lambdaArn, minute, start } from './event-bridge-rig.ts';

const day = 1_440 * minute;
const metadata = { 'local:dueIndex': { table: 'leads', index: 'due', dueAttribute: 'dueAt' } };

interface Write {
  readonly atMinute: number;
  readonly offsetMs: number;
  readonly dueInMs: number;
  /** Minutes until it is due once more. */
  readonly again: number | undefined;
}

/** A table of due instants, swept by the function that a schedule invokes. */
class Sweep {
  readonly taken: { readonly name: string; readonly at: number }[] = [];
  readonly runs: number[] = [];
  readonly rig: EventBridgeRig;
  readonly #due = new Map<string, number>();
  readonly #changed: (() => void)[] = [];

  constructor() {
    this.rig = new EventBridgeRig({
      smallestDue: ({ index }) => {
        if (index !== 'due') throw new Unsupported(`no index ${index}`);
        return this.#due.size === 0 ? undefined : Math.min(...this.#due.values());
      },
      onTableChange: (_, callback) => void this.#changed.push(callback),
    });
    this.rig.answer('lambda', () => this.#sweep());
  }

  /** Puts an item; its name tells how it goes on: `a+3` is parked again, three minutes later, as `a`. */
  put(name: string, dueAt: number): void {
    this.#due.set(name, dueAt);
    for (const callback of this.#changed) callback();
  }

  start(expression: string, skipping: boolean): Promise<unknown> {
    const properties = { ScheduleExpression: expression, Targets: [{ Id: 'sweep', Arn: lambdaArn }] };
    return this.rig.rule('Sweep', properties, skipping ? metadata : {});
  }

  async #sweep(): Promise<Record<string, unknown>> {
    const now = this.rig.scheduler.now();
    this.runs.push(now - start);
    await new Promise((go) => setImmediate(go));
    for (const [name, dueAt] of [...this.#due]) {
      if (dueAt > now) continue;
      this.#due.delete(name);
      this.taken.push({ name, at: now - start });
      const [parked, minutes] = name.split('+');
      if (parked !== undefined && minutes !== undefined) this.put(parked, now + Number(minutes) * minute);
      else for (const callback of this.#changed) callback();
    }
    return { StatusCode: 202 };
  }

  async move(to: number): Promise<number> {
    const { skipped } = await this.rig.scheduler.moveTo(to);
    return skipped + this.rig.bridge.passedOver();
  }
}

test('a schedule ticks from its rule on, and hands its target a scheduled event', async () => {
  const rig = new EventBridgeRig();
  const { attributes } = await rig.rule('Tick', {
    ScheduleExpression: 'rate(5 minutes)',
    Targets: [{ Id: 'l', Arn: lambdaArn }],
  });
  await rig.scheduler.moveTo(start + 16 * minute);
  expect(rig.calls.map(({ at }) => (at - start) / minute)).toEqual([5, 10, 15]);
  expect(JSON.parse(String(rig.inputs('InvokeFunction')[1]?.['Payload']))).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: '2026-03-02T14:10:00Z',
    region: 'us-east-1',
    resources: [attributes['Arn']],
    detail: {},
  });
  expect(rig.bridge.events()).toEqual([]);
});

test('a disabled schedule does not tick', async () => {
  const rig = new EventBridgeRig();
  await rig.rule('Tick', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'DISABLED',
    Targets: [{ Id: 'l', Arn: lambdaArn }],
  });
  expect(await rig.scheduler.moveTo(start + day)).toMatchObject({ fired: 0 });
});

describe('a schedule with a due index', () => {
  test('does nothing for a year while nothing is due, and counts its minutes', async () => {
    const sweep = new Sweep();
    await sweep.start('rate(1 minute)', true);
    expect(await sweep.move(start + 365 * day)).toBe(525_600);
    expect(sweep.runs).toEqual([]);
    expect(await sweep.move(start + 365 * day)).toBe(0);
  });

  test('fires at the first tick at or after what is due, and counts the others once', async () => {
    const sweep = new Sweep();
    sweep.put('early', start + 10 * minute);
    await sweep.start('rate(1 minute)', true);
    sweep.put('late', start + 90.5 * minute);
    expect(await sweep.move(start + 200 * minute)).toBe(198);
    expect(sweep.taken).toEqual([
      { name: 'early', at: 10 * minute },
      { name: 'late', at: 91 * minute },
    ]);
    expect(sweep.runs).toEqual([10 * minute, 91 * minute]);
  });

  test('aims anew when an item is written, sooner or later, while the clock moves', async () => {
    const sweep = new Sweep();
    await sweep.start('cron(0/10 * * * ? *)', true);
    sweep.rig.scheduler.at(start + 31 * minute, 'late', () => sweep.put('late', start + 65 * minute));
    sweep.rig.scheduler.at(start + 32 * minute, 'soon', () => sweep.put('soon', start + 33 * minute));
    sweep.rig.scheduler.at(start + 41 * minute, 'overdue', () => sweep.put('overdue', start));
    sweep.rig.scheduler.at(start + 68 * minute, 'put off', () => sweep.put('late', start + 120 * minute));
    await sweep.move(start + 180 * minute);
    expect(sweep.taken.map(({ name, at }) => [name, at / minute])).toEqual([
      ['soon', 40],
      ['overdue', 50],
      ['late', 120],
    ]);
  });

  test('an item written from outside at the instant of a tick waits for the next one', async () => {
    const sweep = new Sweep();
    await sweep.start('rate(1 minute)', true);
    await sweep.move(start + 5 * minute);
    sweep.put('now', start + 5 * minute);
    await sweep.rig.scheduler.idle();
    expect(sweep.runs).toEqual([]);
    await sweep.move(start + 7 * minute);
    expect(sweep.taken).toEqual([{ name: 'now', at: 6 * minute }]);
  });

  test('keeps firing while what is due is not taken', async () => {
    const sweep = new Sweep();
    sweep.rig.answer('lambda', async () => ({ StatusCode: 202 }));
    await sweep.start('rate(1 minute)', true);
    sweep.put('stuck', start + 2 * minute);
    expect(await sweep.move(start + 5 * minute)).toBe(1);
    expect(sweep.rig.calls.map(({ at }) => (at - start) / minute)).toEqual([2, 3, 4, 5]);
  });

  test('an index that cannot be read stops the start; a wrong form of the metadata too', async () => {
    const bad = (index: unknown) => ({ 'local:dueIndex': { table: 'leads', dueAttribute: 'dueAt', ...Object(index) } });
    const properties = { ScheduleExpression: 'rate(1 minute)', Targets: [] };
    await expect(new Sweep().rig.rule('R', properties, bad({ index: 'none' }))).rejects.toThrow('no index none');
    await expect(new Sweep().rig.rule('R', properties, bad({}))).rejects.toThrow('local:dueIndex');
  });

  test('property: three days with and without skipping are the same to everybody, and every tick is fired or counted', async () => {
    const minutes = fc.integer({ min: 2, max: 3 * 1_440 });
    const write = fc.record({
      atMinute: minutes,
      offsetMs: fc.constantFrom(0, 0, 1, 29_999, 59_999),
      dueInMs: fc.oneof(
        fc.constantFrom(-minute, 0, 1, minute),
        fc.integer({ min: -2, max: 600 }).map((by) => by * minute),
        fc.integer({ min: -90_000, max: day }),
      ),
      again: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    });
    const run = async (writes: readonly Write[], stops: readonly number[], skipping: boolean) => {
      const sweep = new Sweep();
      for (const [index, { atMinute, offsetMs, dueInMs, again }] of writes.entries()) {
        const at = start + atMinute * minute + offsetMs;
        const name = again === undefined ? `i${index}` : `i${index}+${again}`;
        sweep.rig.scheduler.at(at, name, () => sweep.put(name, at + dueInMs));
      }
      await sweep.start('rate(1 minute)', skipping);
      let skipped = 0;
      for (const stop of [...stops, 3 * 1_440]) skipped += await sweep.move(start + stop * minute);
      return { taken: sweep.taken, all: sweep.runs.length + skipped, runs: sweep.runs.length };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 6 }),
        fc.uniqueArray(minutes, { maxLength: 2 }),
        async (writes, stops) => {
          const sorted = [...stops].sort((one, other) => one - other);
          const skipping = await run(writes, sorted, true);
          const plain = await run(writes, sorted, false);
          expect(skipping.taken).toEqual(plain.taken);
          expect([skipping.all, plain.all]).toEqual([4_320, 4_320]);
          expect(skipping.runs).toBeLessThan(plain.runs / 10);
        },
      ),
      { numRuns: 20 },
    );
  });
});
