import { loadDealer } from '../../dealers/dealer/dealer.store.ts';
import type { Dealer } from '../../dealers/dealer/dealer.ts';
import { dealersNamed } from '../../dealers/dealer/dealer-name.store.ts';
import { foldedNamesOf, foldName } from '../../dealers/dealer/dealer-name.ts';
import type { Caller } from '../../platform/caller.ts';
import type { Table } from '../../platform/table.ts';
import { type DealerId, isDealerId } from '../../platform/tenant.ts';
import type { RawLead } from '../stated/stated-lead.ts';
import { dealerWordsOf, type Elsewhere } from './addressed-lead.ts';

/** The dealer a lead is for, and the other one that it names. */
interface Addressee {
  readonly dealer?: Dealer | undefined;
  readonly elsewhere?: Elsewhere;
}

/** A dealer's key decides; with any other the lead names its dealer, by an id or else by a name. */
export async function loadAddressee(raw: RawLead, { tenant }: Caller, table: Table): Promise<Addressee> {
  if (tenant.kind !== 'dealer') return { dealer: (await loadNamed(raw, table, undefined))?.dealer };
  const dealer = await loadDealer(table, tenant.dealerId);
  const named = dealer && (await loadNamed(raw, table, dealer));
  if (!named || named.dealer.dealerId === tenant.dealerId) return { dealer };
  return { dealer, elsewhere: { dealerId: named.dealer.dealerId, path: named.path } };
}

interface Named {
  readonly dealer: Dealer;
  readonly path: string;
}

/** The dealer that the first of a lead's words names which names any; one that is likely is known by its own names at once. */
async function loadNamed(raw: RawLead, table: Table, likely: Dealer | undefined): Promise<Named | undefined> {
  const own = likely ? foldedNamesOf(likely) : [];
  for (const { text, path } of dealerWordsOf(raw)) {
    const dealer = own.includes(foldName(text)) ? likely : await loadByWord(text, table);
    if (dealer) return { dealer, path };
  }
  return undefined;
}

/** The dealer of an id, else the one that goes by a name; where two do, somebody has to say which. */
async function loadByWord(text: string, table: Table): Promise<Dealer | undefined> {
  const dealer = isDealerId(text) ? await loadDealer(table, text) : undefined;
  if (dealer) return dealer;
  const [only, ...others] = await dealersNamed(table, text);
  return only === undefined || others.length > 0 ? undefined : loadDealer(table, only as DealerId);
}
