import { defineItemForm, readItem } from '../platform/item-form.ts';
import { sha256 } from '../platform/stable-hash.ts';
import type { Key, StoredItem, Table } from '../platform/table.ts';
import type { Credential } from './credential.ts';

/** How a credential is kept. */
export const credentialForm = defineItemForm<Credential>('key');

/** The hash under which a key is known; the key itself is shown once, when it is made, and kept nowhere. */
export function hashOf(key: string): string {
  return sha256(key);
}

/** The item that keeps a credential. */
export function credentialItem(credential: Credential): StoredItem {
  return credentialForm.keep(credentialPlace(credential.keyHash), credential);
}

/** The credential of a key, by the key's hash. */
export async function loadCredential(table: Table, keyHash: string): Promise<Credential | undefined> {
  return readItem(credentialForm, await table.get(credentialPlace(keyHash)));
}

/** Where a key's credential is kept, by the hash of the key. */
export function credentialPlace(keyHash: string): Key {
  return { PK: `KEY#${keyHash}`, SK: 'KEY' };
}
