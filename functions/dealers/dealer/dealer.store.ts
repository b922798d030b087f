import type { Item, Key, Table, Write } from '../../platform/table.ts';
import { upsert } from '../../platform/write.ts';
import { noTurns, type Rotation } from '../routing/rotation.ts';
import type { Dealer, DealerId } from './dealer.ts';

/** A store by its id, as it stands now. */
export async function loadDealer(table: Table, dealerId: DealerId): Promise<Dealer | undefined> {
  return (await table.get(place(dealerId))) as (Item & Dealer) | undefined;
}

/** Saves a store whose `version` follows `previous`, if nobody else changed it in between. */
export function saveDealer(previous: Dealer | undefined, next: Dealer): Write {
  return upsert(dealerItem(next), previous?.version);
}

/** The store's rotation; an item of its own, so that taking a turn never meets an edit of the store. */
export async function loadRotation(table: Table, dealerId: DealerId): Promise<Rotation> {
  return ((await table.get(rotationPlace(dealerId))) as (Item & Rotation) | undefined) ?? noTurns;
}

/** Saves a rotation as its next version, if nobody else changed it since it was loaded. */
export function saveRotation(dealerId: DealerId, { version, turns, recent }: Rotation): Write {
  const item = { ...rotationPlace(dealerId), turns, recent, version: version + 1 };
  return upsert(item, version);
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
