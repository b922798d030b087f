import type { Temporal } from 'temporal-polyfill';
import type { Context } from '../platform/context.port.ts';
import { type DueItem, oldestDue } from '../platform/due.store.ts';
import { logger } from '../platform/logger.port.ts';
import type { Key, Table } from '../platform/table.ts';

/** What is to be started for what is due at a place of the table; nothing where by then it is due no longer. */
type Kind = (key: Key, context: Context) => Promise<readonly Start[]>;
/** Something to do for what is due. However often it is made, it does no more than once. */
export interface Start {
  readonly run: () => Promise<void>;
  /** Whether it takes of the region's quota of StartExecution; what is done in the sweep's own process does not. */
  readonly isExecution: boolean;
}

interface Sweep {
  readonly table: Table;
  /** By its kind, what is to be started for a thing that is due. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** How many executions are started a second. */
  readonly startsPerSecond: number;
  /** Is told for how long the oldest has been due, in seconds; 0 where nothing is. It stays due until its step is done. */
  readonly tellLag: (seconds: number) => void;
}

interface Swept {
  readonly started: number;
  /** How many could not be started, or were not reached in time; where time ran out there may be more. */
  readonly left: number;
}

/** Of the minute until the next sweep. */
const sweepSeconds = 50;
/** How many items are looked at and started together. */
const longestBatch = 100;

/**
 * Does everything that is due, the oldest first and at most so many executions a second, until nothing is left or the time is up.
 * It writes nothing: what it could not start, or started in vain, stands due a minute later. What cannot even be looked at
 * holds up no other and takes nothing of the rate; what is refused does, for whoever refuses has too much already.
 */
export async function sweepDue(sweep: Sweep, context: Context): Promise<Swept> {
  const until = context.now.add({ seconds: sweepSeconds }).epochMilliseconds;
  const failures: Failure[] = [];
  const due = oncePerPlace(oldestDue(sweep.table, context.now, (error) => failures.push({ error })));
  const turn = paceOf(sweep.startsPerSecond, context);
  let started = 0;
  for (let isFirst = true; ; isFirst = false) {
    const batch = await take(due, Math.min(longestBatch, sweep.startsPerSecond));
    if (isFirst) sweep.tellLag(lagOf(batch, context.now));
    const isLate = context.clock().epochMilliseconds >= until;
    if (batch.length === 0 || isLate) {
      logFailures(failures);
      return { started, left: failures.length + batch.length };
    }
    const starts = await settleAll(
      batch.map((item) => ({ item, run: () => startsOf(item, sweep, context) })),
      failures,
    );
    await turn(starts.flat().filter(({ isExecution }) => isExecution).length);
    started += (await settleAll(starts.flat(), failures)).length;
  }
}

/** Something to be done for a thing that is due. */
interface Errand<Result> {
  readonly item: DueItem;
  readonly run: () => Promise<Result>;
}

/** An error, and what it was about where it was about one thing. */
interface Failure {
  readonly item?: DueItem;
  readonly error: unknown;
}

async function startsOf(item: DueItem, { kinds }: Sweep, context: Context): Promise<readonly (Errand<void> & Start)[]> {
  const kind = kinds[item.kind];
  if (!kind) throw new Error(`This release starts nothing of the kind ${item.kind}.`);
  const starts = await kind(item.key, { ...context, now: context.clock() });
  return starts.map((start) => ({ item, ...start }));
}

/** Runs errands at one time; gives what came of those that did not fail. */
async function settleAll<Result>(errands: readonly Errand<Result>[], failures: Failure[]): Promise<readonly Result[]> {
  const done = await Promise.allSettled(errands.map(({ run }) => run()));
  return done.flatMap((each, position) => {
    if (each.status === 'fulfilled') return [each.value];
    const item = errands[position]?.item;
    failures.push({ error: each.reason, ...(item && { item }) });
    return [];
  });
}

/** Lets so many pass a second: who comes next waits until those before have had their time. */
function paceOf(perSecond: number, { clock }: Context): (count: number) => Promise<void> {
  let freeAtMs = 0;
  return async (count) => {
    const pauseMs = freeAtMs - clock().epochMilliseconds;
    if (count > 0 && pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    freeAtMs = Math.max(freeAtMs, clock().epochMilliseconds) + (1000 * count) / perSecond;
  };
}

/** One line for each kind of error: in an outage all that is due fails alike, every minute. */
function logFailures(failures: readonly Failure[]): void {
  const alike = Map.groupBy(failures, ({ item, error }) => `${item?.kind} ${error instanceof Error ? error.name : ''}`);
  for (const [first, ...others] of alike.values()) {
    const { item, error } = first ?? {};
    const about = item && { place: `${item.key.PK} ${item.key.SK}`, kind: item.kind, dueAt: item.dueAt };
    logger.error('What is due could not be started; the next sweep tries again', {
      ...{ ...about, others: others.length, error: error as Error },
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

/** What is no instant was written by hand: it is old enough to be looked at, and nobody knows how old. */
function lagOf([oldest]: readonly DueItem[], now: Temporal.Instant): number {
  const since = Date.parse(oldest?.dueAt ?? '');
  return Number.isNaN(since) ? 0 : (now.epochMilliseconds - since) / 1000;
}
