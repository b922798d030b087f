import type { Context } from './context.port.ts';
import { Retryable } from './failure.ts';
import type { Table, Write } from './table.ts';

const fewAttempts = 5;
const firstPauseMilliseconds = 20;
const longestPauseMilliseconds = 1000;

/** How often at most a decision is made; five times where nothing else is said. */
interface Patience {
  readonly attempts?: number;
}

/** What one run of load and decide came to: the writes to commit (none is fine) and the answer if they hold. */
interface UnitOfWork<Result> {
  readonly writes: readonly Write[];
  readonly result: Result;
  /** Whether deciding again on what these writes left comes to the same result; one item then costs half. */
  readonly repeatable?: boolean;
}

/**
 * Runs load → decide → commit; a conflict means somebody else was first, so it is decided again on what stands then,
 * at most five times with full jitter. Each attempt has a context of its own, whose `now` is the instant it is made at: a
 * decision that waited for others must not be dated before theirs. Throws Retryable after the last attempt. Only where
 * many are known to write to one item at one moment more `attempts` pay.
 */
export async function settle<Unit extends UnitOfWork<unknown>>(
  table: Table,
  context: Context & Patience,
  decide: (attempt: Context) => Promise<Unit>,
): Promise<Unit['result']> {
  const { attempts = fewAttempts } = context;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(context.random() * longestPause(attempt));
    const { writes, result, repeatable = false } = await decide({ ...context, now: context.clock() });
    if (writes.length === 0 || (await table.commit(writes, { repeatable })) === 'committed') return result;
  }
  throw new Retryable(`Somebody else wrote first, ${attempts} times in a row.`);
}

function longestPause(attempt: number): number {
  return Math.min(firstPauseMilliseconds * 2 ** attempt, longestPauseMilliseconds);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
