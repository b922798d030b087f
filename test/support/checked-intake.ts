import { Temporal } from 'temporal-polyfill';
import { dealerItems } from '../../functions/dealers/dealer/dealer.store.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { type Intake, takeLeads } from '../../functions/leads/reception/take-leads.flow.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';
import type { Table } from '../../functions/platform/table.ts';
import { contextAt } from '../platform/platform.builders.ts';
import type { HostileDocument } from './hostile-documents.ts';
import { tableFaults } from './table-limits.ts';
import { dealerTenant } from './tenants.ts';

/** What became of a document, and what the table would have had against the items that it led to. */
export interface Checked {
  readonly kind: Intake['kind'];
  readonly reason?: string;
  readonly faults: readonly string[];
}

/**
 * Takes a document in as its door does, from the bytes to the commit, at a table that holds one dealer and checks every
 * item against DynamoDB's limits instead of saving it.
 */
export async function checkedIntake({ type, bytes }: HostileDocument, dealer: Dealer): Promise<Checked> {
  const faults: string[] = [];
  const document = {
    bytes,
    contentType: contentTypeOf(type),
    delivery: { senderId: dealer.dealerId, receivedAt: now, replay: false },
    caller: { credentialId: 'c-1', tenant: dealerTenant(dealer.dealerId), scopes: [] },
  };
  const intake = await takeLeads(document, checkingTable(dealer, faults), contextAt(now.toString()));
  return { kind: intake.kind, ...(intake.kind === 'unusable' && { reason: intake.reason }), faults };
}

const now = Temporal.Instant.from('2026-11-23T15:00:00.000Z');

function checkingTable(dealer: Dealer, faults: string[]): Table {
  const kept = dealerItems(dealer);
  const table: Pick<Table, 'get' | 'commit'> = {
    get: async ({ PK, SK }) => kept.find((item) => item.PK === PK && item.SK === SK),
    commit: async (writes) => {
      if (writes.length > 100) faults.push(`a transaction of ${writes.length} items`);
      faults.push(...writes.flatMap(({ item }) => tableFaults(item)));
      return 'committed';
    },
  };
  return table as Table;
}
