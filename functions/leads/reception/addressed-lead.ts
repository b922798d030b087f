import { type Dealer, notSetUp } from '../../dealers/dealer/dealer.ts';
import { factOf } from '../../events/event.ts';
import { leadAddressedElsewhere } from '../../events/lead-address.events.ts';
import type { Caller } from '../../platform/caller.ts';
import type { InputError, Warning } from '../../platform/problem.ts';
import type { DealerId } from '../../platform/tenant.ts';
import type { LeadDecision } from '../lead/lead.ts';
import { pathInDocument } from '../stated/lead-path.ts';
import type { RawLead, StatedLead } from '../stated/stated-lead.ts';

/** A lead with the dealer it is for: as it was read, by which it is recognised, and completed by what its dealer adds. */
export interface AddressedLead {
  readonly raw: RawLead;
  readonly stated: StatedLead;
  readonly dealer: Dealer;
  /** What of it is kept as it was stated and not understood. */
  readonly unclear: readonly Warning[];
  /** The other dealer that it names, where a dealer's key decided. */
  readonly elsewhere?: Elsewhere;
}

/** A lead whose dealer we do not know. */
export interface UnaddressedLead {
  readonly raw: RawLead;
  readonly dealer: undefined;
}

/** A dealer that a lead names although it is for another one, and where. */
export interface Elsewhere {
  readonly dealerId: DealerId;
  readonly path: string;
}

/** What a lead calls its dealer, and where that stands. */
interface DealerWord {
  readonly text: string;
  readonly path: 'dealerId' | 'vendor';
}

/** All that a lead calls its dealer, ids first: of an id that is a sender's own nobody is known, and a name may be ours. */
export function dealerWordsOf({ dealerId, dealerNames = [], source }: RawLead): readonly DealerWord[] {
  const inVendor = [...dealerNames, ...(source.vendor === undefined ? [] : [source.vendor])];
  return [
    ...(dealerId === undefined ? [] : [{ text: dealerId, path: 'dealerId' } as const]),
    ...inVendor.map((text) => ({ text, path: 'vendor' }) as const),
  ];
}

/** A decision with the fact that its lead names another dealer, where it does and something became of it. */
export function tellElsewhere<Decided extends LeadDecision>(
  decision: Decided,
  elsewhere: Elsewhere | undefined,
): Decided {
  if (!elsewhere) return decision;
  const { leadId, dealerId } = decision.state;
  const fact = factOf(leadAddressedElsewhere, { leadId, dealerId, otherDealerId: elsewhere.dealerId });
  return { ...decision, facts: [...decision.facts, fact] };
}

/** One error per lead whose dealer we do not know; the path says where it was looked for. */
export function unknownDealerErrors(
  leads: readonly (AddressedLead | UnaddressedLead)[],
  caller: Caller,
): readonly InputError[] {
  return leads.flatMap(({ raw, dealer }, position) => {
    if (dealer) return [];
    const named = raw.dealerId === undefined && raw.source.vendor !== undefined ? 'vendor' : 'dealerId';
    const path = pathInDocument(named, position, leads.length);
    const message =
      caller.tenant.kind === 'dealer'
        ? notSetUp
        : "It names no store we know; a key that is not a store's own must name one.";
    return [{ path, message }];
  });
}

/** What the senders of leads should know of them although they are taken: whose they say they are, and what nobody understood. */
export function warningsOf(leads: readonly AddressedLead[]): readonly Warning[] {
  return leads.flatMap(({ unclear, elsewhere }, position) =>
    [...(elsewhere ? [{ code: 'addressed-to-another-dealer', path: elsewhere.path }] : []), ...unclear].map(
      ({ code, path }) => ({ code, path: pathInDocument(path, position, leads.length) }),
    ),
  );
}
