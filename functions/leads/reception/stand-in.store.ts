import type { Temporal } from 'temporal-polyfill';
import type { IdentityKey } from '../../owners/identity.ts';
import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { expiresAfter } from '../../platform/retention.policy.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Key, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import type { StandIn } from './reception.ts';

/** How it is kept what was asked in somebody's place. */
export const standInForm = defineItemForm<Omit<StandIn, 'key'>>('stand-in');

/** By which way to reach them people asked a dealer, and in whose place. */
interface Place {
  readonly dealerId: DealerId;
  readonly way: IdentityKey;
  readonly standIn: number;
}

/** What was asked of a dealer lately in somebody's place. */
export async function loadStandIn(table: Table, place: Place): Promise<StandIn> {
  const key = keyOf(place);
  const kept = readItem(standInForm, await table.get(key));
  return { version: 0, recentRequests: [], ...kept, key };
}

/**
 * Saves what was asked in somebody's place, as the version after the one it was made from. Many people may write it, so each way
 * has several: two requests meet in one as seldom as two of one person do.
 */
export function saveStandIn({ key, version, recentRequests }: StandIn, now: Temporal.Instant): Write {
  const expiresAt = expiresAfter(now, 'stand-in');
  return upsert(standInForm.keep(key, { version, recentRequests }, { expiresAt }), version - 1);
}

/** Hashed, because keys of items show up where their content does not. */
function keyOf({ dealerId, way, standIn }: Place): Key {
  return { PK: `WAY#${dealerId}#${way.kind}#${sha256(way.value)}`, SK: `STAND-IN#${standIn}` };
}
