import { shardOf } from '../../platform/stable-hash.ts';
import { entryIn, noEntryIn } from '../../platform/table.index.ts';
import type { Table } from '../../platform/table.ts';
import { isPastLadder } from './first-response.ts';
import { unansweredLeads } from './lead.index.ts';
import type { Lead } from './lead.ts';

const shards = [0, 1, 2, 3];

/** The attributes by which a lead that is past its ladder stands in the index of those; any other is out of it. */
export function unansweredEntry(lead: Lead) {
  if (!isPastLadder(lead)) return noEntryIn(unansweredLeads);
  const shard = shardOf(lead.leadId, shards.length);
  const since = lead.sla.steps.at(-1)?.doneAt ?? lead.receivedAt;
  return entryIn(unansweredLeads, shardName(shard), since);
}

/** How many open leads nobody has answered although their ladder is at its end. */
export async function countUnanswered(table: Table): Promise<number> {
  const entries = await Promise.all(shards.map((shard) => table.queryIndex(unansweredLeads, shardName(shard))));
  return entries.flat().length;
}

function shardName(shard: number): string {
  return `UNANSWERED#${shard}`;
}
