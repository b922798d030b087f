import { defineItemForm, readItem } from '../platform/item-form.ts';
import { sha256 } from '../platform/stable-hash.ts';
import type { Key, Table, Write } from '../platform/table.ts';
import { upsert } from '../platform/write.ts';
import type { IdentityKey, KeyMatch } from './identity.ts';
import type { Owner, OwnerChange } from './owner.ts';
import type { OwnerId } from './owner-id.ts';

/** How an owner is kept. */
export const ownerForm = defineItemForm<Owner>('owner');

/** How a key by which an owner is recognised is kept. */
export const ownerKeyForm = defineItemForm<{ readonly ownerId: OwnerId }>('ownerkey');

/** An owner by id, as it stands now. */
export async function loadOwner(table: Table, ownerId: OwnerId): Promise<Owner | undefined> {
  return readItem(ownerForm, await table.get(keyOf(ownerId)));
}

/** Who holds each of these keys now. */
export async function matchKeys(table: Table, keys: readonly IdentityKey[]): Promise<readonly KeyMatch[]> {
  return Promise.all(
    keys.map(async (key) => {
      const pointer = readItem(ownerKeyForm, await table.get(pointerKeyOf(key)));
      return { key, ownerId: pointer?.ownerId };
    }),
  );
}

/**
 * Saves what a lead brought to an owner. Each new key is a pointer item that must not exist yet, so of two leads that
 * name one person at the same moment the second finds the first one's owner when it is decided again.
 */
export function saveOwner(change: OwnerChange): Write[] {
  if (change.kind === 'unchanged') return [];
  const { owner, newKeys } = change;
  const item = ownerForm.keep(keyOf(owner.ownerId), owner);
  const pointers = newKeys.map(
    (key): Write => ({
      kind: 'create',
      item: ownerKeyForm.keep(pointerKeyOf(key), { ownerId: owner.ownerId }),
    }),
  );
  return [upsert(item, owner.version - 1), ...pointers];
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
