import { type Dealer, notSetUp } from '../../dealers/dealer/dealer.ts';
import type { Caller } from '../../platform/caller.ts';
import type { InputError } from '../../platform/problem.ts';
import { type DealerId, isDealerId } from '../../platform/tenant.ts';
import { pathInDocument } from '../stated/lead-path.ts';
import type { RawLead, StatedLead } from '../stated/stated-lead.ts';

/** A lead with the dealer it is for: as it was read, by which it is recognised, and completed by what its dealer adds. */
export interface AddressedLead {
  readonly raw: RawLead;
  readonly stated: StatedLead;
  readonly dealer: Dealer;
}

/** A lead whose dealer we do not know. */
export interface UnaddressedLead {
  readonly raw: RawLead;
  readonly dealer: undefined;
}

/** The dealer a lead is for: a dealer's key decides; with any other the lead names it, by id or in its vendor block. */
export function dealerNamedBy(lead: RawLead, caller: Caller): DealerId | undefined {
  if (caller.tenant.kind === 'dealer') return caller.tenant.dealerId;
  const named = lead.dealerId ?? lead.source.vendor;
  return isDealerId(named) ? named : undefined;
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
