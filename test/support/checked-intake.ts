import { Temporal } from 'temporal-polyfill';
import { dealerItems } from '../../functions/dealers/dealer/dealer.store.ts';
import type { Dealer } from '../../functions/dealers/dealer/dealer.ts';
import { type Intake, takeLeads } from '../../functions/leads/reception/take-leads.flow.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';
import type { Item, Key, Table, Write } from '../../functions/platform/table.ts';
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

/** Takes a document in. */
type CheckedIntake = (document: HostileDocument) => Promise<Checked>;

/**
 * Opens an intake that takes documents in as the door does, from the bytes to the commit, at a table in memory that holds
 * one dealer and checks every item against DynamoDB's limits; what comes later finds what came before.
 */
export function openCheckedIntake(dealer: Dealer): CheckedIntake {
  const faults: string[] = [];
  const table = tableInMemory(dealerItems(dealer), faults);
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  return async ({ type, bytes }) => {
    faults.length = 0;
    const document = {
      bytes,
      contentType: contentTypeOf(type),
      delivery: { senderId: dealer.dealerId, receivedAt: now, replay: false },
      caller: { credentialId: 'c-1', tenant: dealerTenant(dealer.dealerId), scopes: [] },
    };
    const intake = await takeLeads(document, table, { ...contextAt(now.toString()), newId });
    return { kind: intake.kind, ...(intake.kind === 'unusable' && { reason: intake.reason }), faults: [...faults] };
  };
}

const now = Temporal.Instant.from('2026-11-23T15:00:00.000Z');

/** A table in memory, which notes in `faults` what DynamoDB would have against the items it takes. */
export function tableInMemory(seed: readonly Item[], faults: string[] = []): Table {
  const kept = new Map<string, Item>(seed.map((item) => [nameOf(item), item]));
  const table: Pick<Table, 'get' | 'query' | 'queryBetween' | 'commit'> = {
    get: async (key) => kept.get(nameOf(key)),
    query: async (partition, prefix) =>
      [...kept.values()].filter(({ PK, SK }) => PK === partition && SK.startsWith(prefix)),
    queryBetween: async (partition, { from, to }) =>
      [...kept.values()]
        .filter(({ PK, SK }) => PK === partition && SK >= from && SK <= to)
        .toSorted((one, other) => (one.SK < other.SK ? -1 : 1)),
    commit: async (writes) => {
      if (writes.length > 100) faults.push(`a transaction of ${writes.length} items`);
      faults.push(...writes.flatMap(({ item }) => tableFaults(item)));
      if (writes.some((write) => isHindered(write, kept.get(nameOf(write.item))))) return 'conflict';
      for (const { item } of writes) kept.set(nameOf(item), JSON.parse(JSON.stringify(item)));
      return 'committed';
    },
  };
  return table as Table;
}

function isHindered(write: Write, before: Item | undefined): boolean {
  if (write.kind === 'create') return before !== undefined;
  return write.kind === 'replace' && (before === undefined || (before['version'] ?? 0) !== write.from);
}

function nameOf({ PK, SK }: Key): string {
  return `${PK}\n${SK}`;
}
