import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import type { LeadId } from '../lead/lead.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { contentOf, providerKeyOf } from './dedupe.ts';

/** How a key by which a lead is recognised is kept. */
export const leadKeyForm = defineItemForm<{ readonly leadId: LeadId }>('leadkey');

/** One way to recognise a lead that is sent again: the key of its pointer, and what it goes by. */
export interface LeadKey {
  readonly by: 'content' | 'provider-id';
  readonly key: Key;
}

/** The keys of a lead at a dealer: the provider's own id where it gave one, and its content. */
export function leadKeys(dealerId: DealerId, lead: RawLead): readonly LeadKey[] {
  const providerKey = providerKeyOf(lead);
  return [
    ...(providerKey === undefined ? [] : [leadKeyOf(dealerId, 'provider-id', providerKey)]),
    leadKeyOf(dealerId, 'content', contentOf(lead)),
  ];
}

/** The first key that a lead is known by already, with that lead's id. */
export async function findByKeys(
  table: Table,
  keys: readonly LeadKey[],
): Promise<{ readonly by: LeadKey['by']; readonly leadId: LeadId } | undefined> {
  const found = await Promise.all(
    keys.map(async ({ by, key }) => ({
      by,
      item: readItem(leadKeyForm, await table.get(key)),
    })),
  );
  const first = found.find(({ item }) => item !== undefined);
  return first?.item && { by: first.by, leadId: first.item.leadId };
}

/** Points keys at a lead; each must be new, so of two equal leads at one moment only one is created. */
export function pointKeys(keys: readonly LeadKey[], leadId: LeadId): Write[] {
  return keys.map(({ key }) => ({ kind: 'create', item: leadKeyForm.keep(key, { leadId }) }));
}

function leadKeyOf(dealerId: DealerId, by: LeadKey['by'], value: string): LeadKey {
  const hash = sha256(value);
  return { by, key: { PK: `LEADKEY#${dealerId}#${by}#${hash}`, SK: 'LEADKEY' } };
}
