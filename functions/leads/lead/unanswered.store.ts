import { shardOf } from '../../platform/stable-hash.ts';
import type { Table } from '../../platform/table.ts';
import { isPastLadder } from '../sla/sla.ts';
import { unansweredLeads } from './lead.index.ts';
import type { Lead } from './lead.ts';

const shards = [0, 1, 2, 3];
const pageLength = 1000;

/** The attributes by which a lead that is past its ladder stands in the index of those; undefined for any other. */
export function unansweredKeys(lead: Lead): {
  unansweredShard: string | undefined;
  unansweredSince: string | undefined;
} {
  if (!isPastLadder(lead)) return { unansweredShard: undefined, unansweredSince: undefined };
  const shard = shardName(shardOf(lead.leadId, shards.length));
  const since = lead.sla.steps.at(-1)?.doneAt ?? lead.receivedAt;
  return { unansweredShard: shard, unansweredSince: `${since}#${lead.leadId}` };
}

/** How many open leads nobody has answered although their ladder is at its end. */
export async function countUnanswered(table: Table): Promise<number> {
  const counts = await Promise.all(shards.map((shard) => countShard(table, shardName(shard))));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countShard(table: Table, value: string): Promise<number> {
  const shard = { name: 'unansweredShard', value };
  let count = 0;
  let after: string | undefined = '0';
  while (after !== undefined) {
    const found = await table.page(unansweredLeads, shard, { name: 'unansweredSince', after, limit: pageLength });
    count += found.items.length;
    after = found.last;
  }
  return count;
}

function shardName(shard: number): string {
  return `UNANSWERED#${shard}`;
}
