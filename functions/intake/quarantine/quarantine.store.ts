import { Temporal } from 'temporal-polyfill';
import { factWrites } from '../../platform/fact.store.ts';
import { defineItemForm } from '../../platform/item-form.ts';
import { expiresAfter } from '../../platform/retention.policy.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { Tenant } from '../../platform/tenant.ts';
import { senderIdOf } from '../sender/sender.ts';
import type { QuarantineDecision, QuarantinedDocument, QuarantineId } from './quarantine.ts';
import { placeInList } from './quarantine-shards.store.ts';

/** How a kept document is kept. What was kept when all documents were leads names no kind. */
export const quarantineForm = defineItemForm<QuarantinedDocument>('quarantine', [
  (older) => ({ kind: 'lead', ...older }),
]);

/** How an entry in the list of all documents of a month is kept. */
export const listedForm = defineItemForm<object>('listed');

/** A kept document by its id, as it stands now; undefined once its bytes may be gone. */
export async function loadQuarantined(
  table: Table,
  quarantineId: string,
  now: Temporal.Instant,
): Promise<QuarantinedDocument | undefined> {
  const item = await table.get(keyOf(quarantineId));
  const isKept = Number(item?.['expiresAt']) * 1000 > now.epochMilliseconds;
  return item && isKept ? quarantineForm.read(item) : undefined;
}

/** Saves a document that entered, its entry in the list of all, and its facts. */
export function createQuarantined({ state, facts }: QuarantineDecision, now: Temporal.Instant): Write[] {
  const { quarantineId } = state;
  const month = { ...placeInList(monthList(state.receivedAt), state), expiresAt: quarantineExpiry(state) };
  return [
    { kind: 'create', item: documentItem(state) },
    { kind: 'create', item: listedForm.keep({ PK: partition(quarantineId), SK: 'LISTED' }, {}, month) },
    ...factWrites(origin(state, now), facts),
  ];
}

/** Saves what became of a document as its next version, if nobody else changed it since it was loaded. */
export function saveQuarantined({ state, facts }: QuarantineDecision, now: Temporal.Instant): Write[] {
  const next = { ...state, version: state.version + 1 };
  return [{ kind: 'replace', item: documentItem(next), from: state.version }, ...factWrites(origin(next, now), facts)];
}

/** The list that holds the documents of one tenant. */
export function tenantList(tenant: Tenant): string {
  return `QUARANTINE#${tenant.kind}#${senderIdOf(tenant)}`;
}

/** The list that holds the documents of all tenants that came in the month of an ISO instant. */
export function monthList(at: string): string {
  return `QUARANTINE#${at.slice(0, 7)}`;
}

/** The id of the document that an entry of a list stands for. */
export function quarantineIdOf({ PK }: Key): QuarantineId {
  return PK.slice(PK.indexOf('#') + 1) as QuarantineId;
}

function documentItem(state: QuarantinedDocument): StoredItem {
  const listed = placeInList(tenantList(state.tenant), state);
  return quarantineForm.keep(keyOf(state.quarantineId), state, { ...listed, expiresAt: quarantineExpiry(state) });
}

/** When a document and all that points at it may go, in seconds since the epoch: with its bytes in the bucket. */
export function quarantineExpiry({ receivedAt }: QuarantinedDocument): number {
  return expiresAfter(Temporal.Instant.from(receivedAt), 'quarantined-document');
}

function origin({ quarantineId, version }: QuarantinedDocument, now: Temporal.Instant) {
  return { partition: partition(quarantineId), room: 'intake' as const, subject: quarantineId, version, now };
}

function keyOf(quarantineId: string): Key {
  return { PK: partition(quarantineId), SK: 'QUARANTINE' };
}

function partition(quarantineId: string): string {
  return `QUARANTINE#${quarantineId}`;
}
