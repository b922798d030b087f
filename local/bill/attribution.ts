import type { Used } from './meter.ts';

/** What one kind of execution, event or request costs: how many there were, and the USD of one of them. */
export interface UnitOfWork {
  readonly count: number;
  /** What one of them used up by itself: its own units, and its share of the functions it invoked. */
  readonly usd: number;
  /** All that was used up, divided by their number: what the whole backend costs per one of them. */
  readonly usdOfAll: number;
}

interface AttributionParts {
  readonly used: readonly Used[];
  /** USD of some units of a price. */
  usd(used: Used): number;
  /** How often each function was invoked, by cause. */
  readonly causes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The cause or function that a caller's logical id stands for. */
  named(by: string): string;
}

/**
 * The USD of every cause: what was used in its name, and of each function the share of its invocations that the cause
 * brought about, as if all invocations of one function cost the same.
 */
export function usdByCause({ used, usd, causes, named }: AttributionParts): ReadonlyMap<string, number> {
  const own = new Map<string, number>();
  for (const each of used) add(own, named(each.by), usd(each));
  const byCause = new Map<string, number>();
  for (const [name, amount] of own) {
    const invocations = sharesOf(causes.get(name), named);
    if (invocations.size === 0) add(byCause, name, amount);
    const total = [...invocations.values()].reduce((sum, count) => sum + count, 0);
    for (const [cause, count] of invocations) add(byCause, cause, (amount * count) / total);
  }
  return byCause;
}

function sharesOf(causes: ReadonlyMap<string, number> | undefined, named: (by: string) => string): Map<string, number> {
  const shares = new Map<string, number>();
  for (const [by, count] of causes ?? []) add(shares, named(by), count);
  return shares;
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

/** Units of work by their name, for causes of the form `<kind> <name>`. */
export function unitsOfWork(
  counts: ReadonlyMap<string, number>,
  spent: { readonly byCause: ReadonlyMap<string, number>; readonly total: number; readonly kind: string },
): Readonly<Record<string, UnitOfWork>> {
  const units = [...counts].map(([name, count]): [string, UnitOfWork] => {
    const usd = (spent.byCause.get(`${spent.kind} ${name}`) ?? 0) / count;
    return [name, { count, usd: roundUsd(usd), usdOfAll: roundUsd(spent.total / count) }];
  });
  return Object.fromEntries(units.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** USD to the trillionth: what one unit costs keeps its digits, and sums lose the noise of floating point. */
export function roundUsd(usd: number): number {
  return Number(usd.toFixed(12));
}
