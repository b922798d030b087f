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
 * Does everything that is due, the oldest first, until nothing is left or the time is up. Executions begin in a lane of their
 * own, at most so many a second: where Step Functions takes none, whatever else is due is done all the same. It writes nothing:
 * what it could not start, or started in vain, stands due a minute later. What cannot even be looked at holds up no other and
 * takes nothing of the rate; what is refused does, for whoever refuses has too much already.
 */
export async function sweepDue(sweep: Sweep, context: Context): Promise<Swept> {
  const untilMs = context.now.add({ seconds: sweepSeconds }).epochMilliseconds;
  const isLate = () => context.clock().epochMilliseconds >= untilMs;
  const failures: Failure[] = [];
  const due = oncePerPlace(oldestDue(sweep.table, context.now, (error) => failures.push({ error })));
  const executions = laneOf(sweep.startsPerSecond, { context, isLate, failures });
  let done = 0;
  for (let isFirst = true; ; isFirst = false) {
    const batch = await take(due, longestBatch);
    if (isFirst) sweep.tellLag(lagOf(batch, context.now));
    if (batch.length === 0 || isLate()) {
      const { started, left } = await executions.end();
      logFailures(failures);
      return { started: done + started, left: failures.length + batch.length + left };
    }
    const looks = batch.map((item) => ({ item, run: () => startsOf(item, sweep, context) }));
    const starts = (await settleAll(looks, failures)).flat();
    executions.add(starts.filter(({ isExecution }) => isExecution));
    const here = starts.filter(({ isExecution }) => !isExecution);
    done += (await settleAll(here, failures)).length;
  }
}

interface LaneParts {
  readonly context: Context;
  readonly isLate: () => boolean;
  readonly failures: Failure[];
}

/** Where executions begin beside all else: so many a second, in the order in which they were added, until it is late. */
function laneOf(perSecond: number, { context, isLate, failures }: LaneParts) {
  const waiting: Errand<void>[] = [];
  const turn = turnsOf(perSecond, context);
  let started = 0;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (waiting.length > 0 && !isLate()) {
      const some = waiting.splice(0, Math.min(longestBatch, Math.max(1, Math.floor(perSecond))));
      await turn(some.length);
      started += (await settleAll(some, failures)).length;
    }
    running = undefined;
  };
  return {
    add(errands: readonly Errand<void>[]): void {
      waiting.push(...errands);
      if (waiting.length > 0) running ??= run();
    },
    /** Resolves when all that was added has begun, or it is late: how many have, and how many have not been reached. */
    async end(): Promise<{ readonly started: number; readonly left: number }> {
      await running;
      return { started, left: waiting.length };
    },
  };
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
function turnsOf(perSecond: number, { clock }: Context): (count: number) => Promise<void> {
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
