import type { Context } from '../../platform/context.port.ts';
import { settle } from '../../platform/settle.flow.ts';
import type { Key, Table } from '../../platform/table.ts';
import { countReceived } from './receipt.store.ts';
import { countAt, saveCount } from './sender-count.store.ts';
import { compareCount } from './sender-count.ts';

/** Compares the stated count that is due at a place of the table with what came; one that was compared meanwhile is left as it is. */
export function compareDueCount(table: Table, key: Key, context: Context): Promise<void> {
  return settle(table, context, async ({ now }) => {
    const count = await countAt(table, key);
    if (count?.status !== 'pending') return { writes: [], result: undefined };
    const received = await countReceived(table, count.senderId, count.date);
    const next = { ...count, version: count.version + 1 };
    return { writes: saveCount(compareCount(next, received, now), now), result: undefined };
  });
}
