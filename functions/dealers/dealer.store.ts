import type { Item, Key, Table, Write } from '../platform/table.ts';
import type { Dealer, DealerId, PersonId } from './dealer.ts';

/** A store by its id, as it stands now. */
export async function loadDealer(table: Table, dealerId: DealerId): Promise<Dealer | undefined> {
  return (await table.get(place(dealerId))) as (Item & Dealer) | undefined;
}

/** Saves a store whose `version` follows `previous`, if nobody else changed it in between. */
export function saveDealer(previous: Dealer | undefined, next: Dealer): Write {
  const item = dealerItem(next);
  return previous ? { kind: 'replace', item, from: previous.version } : { kind: 'create', item };
}

/** Whose turn it was last at a store; an item of its own, so that taking a turn never meets an edit of the store. */
export interface Rotation {
  readonly lastPersonId?: PersonId;
  readonly version: number;
}

/** The store's rotation; version 0 before the first turn. */
export async function loadRotation(table: Table, dealerId: DealerId): Promise<Rotation> {
  const item = await table.get(rotationPlace(dealerId));
  return (item as (Item & Rotation) | undefined) ?? { version: 0 };
}

/** Saves whose turn it was, if nobody took a turn in between. */
export function saveRotation(dealerId: DealerId, previous: Rotation, lastPersonId: PersonId): Write {
  const item = { ...rotationPlace(dealerId), lastPersonId, version: previous.version + 1 };
  return previous.version === 0 ? { kind: 'create', item } : { kind: 'replace', item, from: previous.version };
}

/** The item that keeps a store. */
export function dealerItem(dealer: Dealer): Item {
  return { ...place(dealer.dealerId), ...dealer };
}

function place(dealerId: DealerId): Key {
  return { PK: `DEALER#${dealerId}`, SK: 'DEALER' };
}

function rotationPlace(dealerId: DealerId): Key {
  return { PK: `DEALER#${dealerId}`, SK: 'ROTATION' };
}
