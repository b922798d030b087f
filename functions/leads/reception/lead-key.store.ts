import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import type { LeadId } from '../lead/lead.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { contentOf, providerKeyOf } from './dedupe.ts';

/** Which lead a key means. One that was kept before keys could move has no version. */
interface Pointer {
  readonly leadId: LeadId;
  readonly version?: number;
}

/** How a key by which a lead is recognised is kept. */
export const leadKeyForm = defineItemForm<Pointer>('leadkey');

/** One way to recognise a lead that is sent again: the key of its pointer, and what it goes by. */
export interface LeadKey {
  readonly by: 'content' | 'provider-id';
  readonly key: Key;
}

/** A key with the lead it means so far, where it means one. */
export interface FoundKey extends LeadKey {
  readonly pointer?: Pointer;
}

/** The keys of a lead that a credential sent a dealer: the sender's own id where it gave one, and the lead's content. */
export function leadKeys(dealerId: DealerId, lead: RawLead, credentialId: string): readonly LeadKey[] {
  const providerKey = providerKeyOf(lead, credentialId);
  return [
    ...(providerKey === undefined ? [] : [leadKeyOf(dealerId, 'provider-id', providerKey)]),
    leadKeyOf(dealerId, 'content', contentOf(lead)),
  ];
}

/** Which leads these keys mean so far. */
export async function findByKeys(table: Table, keys: readonly LeadKey[]): Promise<readonly FoundKey[]> {
  return Promise.all(
    keys.map(async (each) => {
      const pointer = readItem(leadKeyForm, await table.get(each.key));
      return { ...each, ...(pointer && { pointer }) };
    }),
  );
}

/**
 * Points keys at a lead; nobody may have pointed them meanwhile, so of two equal leads at one moment only one is created.
 * A content means the lead it came to last. An id stays with the first: where one stands for many, they all would meet in it.
 */
export function pointKeys(keys: readonly FoundKey[], leadId: LeadId): Write[] {
  return keys.flatMap(({ by, key, pointer }): Write[] => {
    if (!pointer) return [{ kind: 'create', item: leadKeyForm.keep(key, { leadId, version: 1 }) }];
    if (by === 'provider-id' || pointer.leadId === leadId) return [];
    const from = pointer.version ?? 0;
    return [{ kind: 'replace', item: leadKeyForm.keep(key, { leadId, version: from + 1 }), from }];
  });
}

function leadKeyOf(dealerId: DealerId, by: LeadKey['by'], value: string): LeadKey {
  const hash = sha256(value);
  return { by, key: { PK: `LEADKEY#${dealerId}#${by}#${hash}`, SK: 'LEADKEY' } };
}
