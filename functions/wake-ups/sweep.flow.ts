import type { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.port.ts';
import { type DueItem, oldestDue } from '../platform/due.store.ts';
import { logger } from '../platform/logger.port.ts';
import type { Key, Table } from '../platform/table.ts';

/** Starts what is due at a place of the table, however often it is asked; by then it may be due no longer. */
type Starter = (key: Key, context: Context) => Promise<'started' | 'not-due'>;

interface Sweep {
  readonly table: Table;
  /** Who starts what is due, by its kind. */
  readonly starters: Readonly<Record<string, Starter>>;
  readonly startsPerSecond: number;
}

interface Swept {
  /** How long the oldest had been due, in seconds; 0 where nothing was. It stays due until what was started has done its step. */
  readonly lagSeconds: number;
  readonly started: number;
  /** How many could not be started, or were not reached in time; where time ran out there may be more. */
  readonly left: number;
}

/** Of the minute until the next sweep. */
const sweepSeconds = 50;

/**
 * Hands everything that is due to its kind's starter, the oldest first and at most so many a second, until nothing is left
 * or the time is up. It writes nothing: what it could not start, or started in vain, stands due a minute later. One that
 * cannot be started holds up no other.
 */
export async function sweepDue({ table, starters, startsPerSecond }: Sweep, context: Context): Promise<Swept> {
  const until = context.now.add({ seconds: sweepSeconds });
  const due = oncePerPlace(oldestDue(table, context.now));
  let swept: Swept = { lagSeconds: 0, started: 0, left: 0 };
  for (let first = true; ; first = false) {
    const second = context.clock();
    const batch = await take(due, startsPerSecond);
    if (first) swept = { ...swept, lagSeconds: lagOf(batch, context.now) };
    if (batch.length > 0 && isAtOrAfter(second, until)) return { ...swept, left: swept.left + batch.length };
    const { started, failed } = await startAll(batch, starters, context);
    swept = { ...swept, started: swept.started + started, left: swept.left + failed };
    if (batch.length < startsPerSecond) return swept;
    // What could not be started takes nothing of the rate: however much of it there is, it does not hold up the rest.
    await pauseUntil(second.add({ milliseconds: Math.ceil((1000 * started) / startsPerSecond) }), context);
  }
}

interface Failure {
  readonly item: DueItem;
  readonly error: unknown;
}

async function startAll(
  batch: readonly DueItem[],
  starters: Sweep['starters'],
  context: Context,
): Promise<{ readonly started: number; readonly failed: number }> {
  const failures: Failure[] = [];
  const outcomes = await Promise.all(
    batch.map((item) => start(item, starters, context).catch((error: unknown) => void failures.push({ item, error }))),
  );
  logFailures(failures);
  return { started: outcomes.filter((outcome) => outcome === 'started').length, failed: failures.length };
}

async function start({ key, kind }: DueItem, starters: Sweep['starters'], context: Context) {
  const starter = starters[kind];
  if (!starter) throw new Error(`This release starts nothing of the kind ${kind}.`);
  return starter(key, { ...context, now: context.clock() });
}

/** One line for each kind of error: in an outage all that is due fails alike, every minute. */
function logFailures(failures: readonly Failure[]): void {
  const alike = Map.groupBy(failures, ({ item, error }) => `${item.kind} ${error instanceof Error ? error.name : ''}`);
  for (const [first, ...others] of alike.values()) {
    if (!first) continue;
    const { key, kind, dueAt } = first.item;
    logger.error('What is due could not be started; the next sweep tries again', {
      ...{ place: `${key.PK} ${key.SK}`, kind, dueAt, others: others.length, error: first.error as Error },
    });
  }
}

async function* oncePerPlace(items: AsyncIterable<DueItem>): AsyncGenerator<DueItem> {
  const seen = new Set<string>();
  for await (const item of items) {
    const place = `${item.key.PK} ${item.key.SK}`;
    // One whose step was done while its shard was read may stand in it again, with a later time.
    if (!seen.has(place)) yield item;
    seen.add(place);
  }
}

async function take(items: AsyncGenerator<DueItem>, count: number): Promise<readonly DueItem[]> {
  const taken: DueItem[] = [];
  while (taken.length < count) {
    const next = await items.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

function lagOf([oldest]: readonly DueItem[], now: Temporal.Instant): number {
  return oldest ? now.since(oldest.dueAt).total('seconds') : 0;
}

function isAtOrAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds >= other.epochMilliseconds;
}

function pauseUntil(at: Temporal.Instant, { clock }: Context): Promise<void> {
  const milliseconds = Math.max(0, at.epochMilliseconds - clock().epochMilliseconds);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
