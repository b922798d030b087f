import { resolveRequestedAt } from '../../dealers/calendar/local-time.ts';
import { stated } from '../../intake/document/stated.ts';
import { inE164 } from '../../owners/phone.contract.ts';
import type { RawLead, StatedLead } from './stated-lead.ts';

/** What a dealer adds to the reading of its leads. */
interface DealerLocale {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** IANA zone. */
  readonly timeZone: string;
}

/** Completes a lead once its dealer is known: phone numbers in E.164, the request date as an instant. */
export function normalise(lead: RawLead, dealer: DealerLocale): StatedLead {
  const { requestedAtStated, customer, dealerNames: _, ...rest } = lead;
  const phones = inE164(customer.phones, customer.country, dealer.country);
  const requestedAt = requestedAtStated && resolveRequestedAt(requestedAtStated, dealer.timeZone);
  return {
    ...rest,
    customer: { ...customer, phones },
    ...(requestedAt ? { requestedAt } : stated<Pick<StatedLead, 'requestedAtStated'>>({ requestedAtStated })),
  };
}
