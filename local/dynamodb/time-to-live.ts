import type { Scheduler, Timer } from '../scheduler.ts';
import type { Item } from './attribute-value.ts';
import type { Database } from './database.ts';
import { createInstantIndex, type InstantIndex } from './instant-index.ts';
import type { Table } from './table.ts';

/** AWS leaves items alone whose expiry lies more than five years back. */
const forgottenMs = 5 * 365 * 86_400_000;

interface Expiry {
  readonly index: InstantIndex;
  timer?: Timer | undefined;
}

/** Removes expired items at the instant of their expiry (AWS takes minutes to days); until then they are read as any other. */
export function removeExpired(database: Database, scheduler: Scheduler): void {
  const expiries = new Map<Table, Expiry>();

  const expiryOf = (table: Table, attribute: string): Expiry => {
    const index = () => createInstantIndex((item) => expiryAt(item, attribute, scheduler.now()));
    const expiry = expiries.get(table) ?? { index: index() };
    expiries.set(table, expiry);
    return expiry;
  };

  const arm = (table: Table, expiry: Expiry): void => {
    const next = expiry.index.smallest();
    if (next === expiry.timer?.at) return;
    expiry.timer?.cancel();
    const label = `expiry in ${table.definition.TableName}`;
    expiry.timer = next === undefined ? undefined : scheduler.at(next, label, () => removeDue(table, expiry));
  };

  const removeDue = (table: Table, expiry: Expiry): void => {
    expiry.timer = undefined;
    const changes = expiry.index.upTo(scheduler.now()).flatMap((key) => {
      const before = table.items.get(key);
      return before ? [{ table, key, before }] : [];
    });
    database.commit(changes, 'timeToLive');
    arm(table, expiry);
  };

  database.follow((changes) => {
    const touched = new Map<Table, Expiry>();
    for (const change of changes) {
      const { expiryAttribute } = change.table;
      if (expiryAttribute === undefined) continue;
      const expiry = expiryOf(change.table, expiryAttribute);
      expiry.index.note(change);
      touched.set(change.table, expiry);
    }
    for (const [table, expiry] of touched) arm(table, expiry);
  });
}

/** When an item expires, in epoch ms; only a number counts. */
function expiryAt(item: Item, attribute: string, now: number): number | undefined {
  const seconds = item[attribute]?.N;
  if (seconds === undefined) return undefined;
  const at = Math.floor(Number(seconds)) * 1000;
  return at < now - forgottenMs ? undefined : at;
}
