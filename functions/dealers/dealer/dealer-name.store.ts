import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import { type DealerId, isDealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';
import { loadDealer } from './dealer.store.ts';
import type { Dealer } from './dealer.ts';
import { foldedNamesOf, foldName, namesOf } from './dealer-name.ts';

/** How a name's dealers are kept. */
export const dealerNameForm = defineItemForm<NamedDealers>('dealername');

/** The dealers that go by one name; more than one only where they did before names were unique. */
interface NamedDealers {
  readonly dealerIds: readonly DealerId[];
  readonly version: number;
}

/** A change of names as writes, or those of the names that others go by. */
type NameChange =
  | { readonly kind: 'free'; readonly writes: readonly Write[] }
  | { readonly kind: 'taken'; readonly names: readonly string[] };

/** The dealers that go by a name; case, punctuation and white space do not count. */
export async function dealersNamed(table: Table, name: string): Promise<readonly DealerId[]> {
  const folded = foldName(name);
  return folded === '' ? [] : (await load(table, folded)).dealerIds;
}

/**
 * Enters a dealer under the names that are new to it and takes it from those it goes by no more, if nobody else changed
 * one of them in between: of two who want a name at one moment one has it, and the other finds it taken.
 */
export async function changeNames(table: Table, previous: Dealer | undefined, next: Dealer): Promise<NameChange> {
  const { dealerId } = next;
  const before = previous ? foldedNamesOf(previous) : [];
  const after = foldedNamesOf(next);
  const entered = await loadAll(
    table,
    after.filter((name) => !before.includes(name)),
  );
  const left = await loadAll(
    table,
    before.filter((name) => !after.includes(name)),
  );
  const taken = [
    ...entered.filter(({ dealerIds }) => dealerIds.some((each) => each !== dealerId)).map(({ name }) => name),
    ...(await idsOfOthers(table, next, before)),
  ];
  if (taken.length > 0) return { kind: 'taken', names: namesOf(next).filter((name) => taken.includes(foldName(name))) };
  const leaving = left.filter(({ dealerIds }) => dealerIds.includes(dealerId));
  return {
    kind: 'free',
    writes: [
      ...entered.map((named) => save(named, [dealerId])),
      ...leaving.map((named) =>
        save(
          named,
          named.dealerIds.filter((each) => each !== dealerId),
        ),
      ),
    ],
  };
}

/** The items that enter a dealer under its names where nobody has them yet. */
export function dealerNameItems(dealer: Dealer): readonly StoredItem[] {
  return foldedNamesOf(dealer).map((name) =>
    dealerNameForm.keep(keyOf(name), { dealerIds: [dealer.dealerId], version: 1 }),
  );
}

/** Those of a dealer's new names that are ids of others: a dealer entered before ids were names has no entry for its own. */
async function idsOfOthers(table: Table, next: Dealer, before: readonly string[]): Promise<readonly string[]> {
  const names = namesOf(next).filter((name) => name !== next.dealerId && !before.includes(foldName(name)));
  const found = await Promise.all(names.map((name) => (isDealerId(name) ? loadDealer(table, name) : undefined)));
  return found.flatMap((dealer) => (dealer ? [foldName(dealer.dealerId)] : []));
}

/** The dealers that go by a folded name. */
type Named = NamedDealers & { readonly name: string };

function loadAll(table: Table, names: readonly string[]): Promise<readonly Named[]> {
  return Promise.all(names.map((name) => load(table, name)));
}

async function load(table: Table, name: string): Promise<Named> {
  const kept = readItem(dealerNameForm, await table.get(keyOf(name)));
  return { name, dealerIds: kept?.dealerIds ?? [], version: kept?.version ?? 0 };
}

function save({ name, version }: Named, dealerIds: readonly DealerId[]): Write {
  return upsert(dealerNameForm.keep(keyOf(name), { dealerIds, version: version + 1 }), version);
}

function keyOf(name: string): Key {
  return { PK: `DEALERNAME#${sha256(name)}`, SK: 'DEALERNAME' };
}
