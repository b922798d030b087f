import { defineItemForm, readItem } from '../../platform/item-form.ts';
import { sha256 } from '../../platform/stable-hash.ts';
import type { Key, StoredItem, Table, Write } from '../../platform/table.ts';
import type { DealerId } from '../../platform/tenant.ts';
import { upsert } from '../../platform/write.ts';

/** How a name's dealers are kept. */
export const dealerNameForm = defineItemForm<NamedDealers>('dealername');

/** The dealers that go by one name; more than one where names are not unique. */
interface NamedDealers {
  readonly dealerIds: readonly DealerId[];
  readonly version: number;
}

/** The dealers that go by a name; case, punctuation and white space do not count. */
export async function dealersNamed(table: Table, name: string): Promise<readonly DealerId[]> {
  return (await load(table, name)).dealerIds;
}

/** Enters a dealer under its name and takes it from the one it had, if nobody else changed either in between. */
export async function renameDealer(
  table: Table,
  dealerId: DealerId,
  { from, to }: { from: string | undefined; to: string },
): Promise<Write[]> {
  if (from !== undefined && fold(from) === fold(to)) return [];
  const entered = await load(table, to);
  const enter = save(to, entered, [...entered.dealerIds.filter((each) => each !== dealerId), dealerId]);
  if (from === undefined) return [enter];
  const left = await load(table, from);
  return [
    enter,
    save(
      from,
      left,
      left.dealerIds.filter((each) => each !== dealerId),
    ),
  ];
}

/** The item that enters a dealer under its name where nobody has it yet. */
export function dealerNameItem(dealerId: DealerId, name: string): StoredItem {
  return dealerNameForm.keep(keyOf(name), { dealerIds: [dealerId], version: 1 });
}

async function load(table: Table, name: string): Promise<NamedDealers> {
  return readItem(dealerNameForm, await table.get(keyOf(name))) ?? { dealerIds: [], version: 0 };
}

function save(name: string, { version }: NamedDealers, dealerIds: readonly DealerId[]): Write {
  const item = dealerNameForm.keep(keyOf(name), { dealerIds, version: version + 1 });
  return upsert(item, version);
}

function keyOf(name: string): Key {
  return { PK: `DEALERNAME#${sha256(fold(name))}`, SK: 'DEALERNAME' };
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
