import type { Temporal } from 'temporal-polyfill';
import { factWrites } from '../platform/fact.store.ts';
import { defineItemForm, readItem } from '../platform/item-form.ts';
import { sha256 } from '../platform/stable-hash.ts';
import type { Key, Table, Write } from '../platform/table.ts';
import { upsert } from '../platform/write.ts';
import type { IdentityKey } from './identity.ts';
import type { KeyHolder, KeyHolders, KeyMatch } from './key-holders.ts';
import { nameMarkOf } from './name-mark.ts';
import type { KeyChange, Owner, OwnerChange } from './owner.ts';
import type { OwnerId } from './owner-id.ts';

/** How an owner is kept. */
export const ownerForm = defineItemForm<Owner>('owner');

/** How a key by which owners are recognised is kept. */
export const ownerKeyForm = defineItemForm<KeyHolders>('ownerkey', [
  ({ ownerId, ...kept }) => ({ ...kept, version: 0, holders: [{ ownerId }] }),
]);

/** An owner by id, as it stands now. */
export async function loadOwner(table: Table, ownerId: OwnerId): Promise<Owner | undefined> {
  return readItem(ownerForm, await table.get(keyOf(ownerId)));
}

/** Who states each of these keys so far. A holder without a name has the owner's own, learned since or never kept with the key. */
export async function matchKeys(table: Table, keys: readonly IdentityKey[]): Promise<readonly KeyMatch[]> {
  return Promise.all(
    keys.map(async (key) => {
      const held = readItem(ownerKeyForm, await table.get(pointerKeyOf(key)));
      if (!held) return { key };
      const holders = await Promise.all(held.holders.map((holder) => withName(table, holder)));
      return { key, held: { ...held, holders } };
    }),
  );
}

async function withName(table: Table, holder: KeyHolder): Promise<KeyHolder> {
  if (holder.name) return holder;
  const owner = await loadOwner(table, holder.ownerId);
  const name = owner && nameMarkOf(owner);
  return { ...holder, ...(name && { name }) };
}

/**
 * Saves what a lead brought to an owner. Each key is an item of its own that nobody may have changed meanwhile, so of two
 * leads that state one key at the same moment the second finds the first one's owner when it is decided again. Once a key
 * identifies nobody it is not written any more.
 */
export function saveOwner({ kind, state, keyChanges, facts }: OwnerChange, now: Temporal.Instant): Write[] {
  const keys = keyChanges.map(keyWrite);
  if (kind === 'unchanged') return keys;
  const { ownerId, version } = state;
  const origin = { partition: ownerPartition(ownerId), room: 'owners', subject: ownerId, version, now } as const;
  return [upsert(ownerForm.keep(keyOf(ownerId), state), version - 1), ...keys, ...factWrites(origin, facts)];
}

function keyWrite({ key, held, next }: KeyChange): Write {
  const item = ownerKeyForm.keep(pointerKeyOf(key), next);
  return held ? { kind: 'replace', item, from: held.version } : { kind: 'create', item };
}

/** The partition of all that is kept about one owner, whichever room writes it; a test lists those rooms. */
export function ownerPartition(ownerId: OwnerId): string {
  return `OWNER#${ownerId}`;
}

function keyOf(ownerId: OwnerId): Key {
  return { PK: ownerPartition(ownerId), SK: 'OWNER' };
}

/** Hashed, because keys of items show up where their content does not: in metrics of hot keys and in error texts. */
function pointerKeyOf(key: IdentityKey): Key {
  return { PK: `OWNERKEY#${key.kind}#${sha256(key.value)}`, SK: 'OWNERKEY' };
}
