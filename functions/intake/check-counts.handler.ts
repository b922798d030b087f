import * as z from 'zod';
import type { Context } from '../platform/context.port.ts';
import { logger } from '../platform/logger.port.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { settle } from '../platform/settle.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { countReceived } from './sender/receipt.store.ts';
import { dueCounts, loadCount, saveCount } from './sender/sender-count.store.ts';
import { compareCount } from './sender/sender-count.ts';

const table = openTable();

/** Compares the counts whose day has ended, once a day; one that was compared meanwhile is left as it is. */
export const handler = serveTask(z.unknown(), async (_tick, context) => {
  const due = await dueCounts(table, context.now);
  for (const { senderId, date } of due) await compare(senderId, date, context);
  logger.info('Counts compared', { counts: due.length });
});

function compare(senderId: string, date: string, context: Context): Promise<void> {
  return settle(table, context, async (context) => {
    const [count, received] = await Promise.all([
      loadCount(table, senderId, date),
      countReceived(table, senderId, date),
    ]);
    if (count?.status !== 'pending') return { writes: [], result: undefined };
    const next = { ...count, version: count.version + 1 };
    return { writes: saveCount(compareCount(next, received, context.now), context.now), result: undefined };
  });
}
