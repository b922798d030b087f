import { Temporal } from 'temporal-polyfill';
import { hasSameWholeName } from '../../owners/name-mark.ts';
import type { Resolution } from '../../owners/resolution.ts';
import { canonicalJson } from '../lead/canonical-json.ts';
import { customerOf } from '../lead/latest-customer.ts';
import type { Lead } from '../lead/lead.ts';
import { isOpen } from '../lead/lead-status.ts';
import type { Customer, RawLead, StatedLead } from '../stated/stated-lead.ts';

/**
 * What a lead says, as one canonical text for hashing: the same statement gives the same text whatever the order, case
 * of tags, encoding or white space it came in. Taken before normalisation, so that a dealer's later move to another
 * zone changes no hash; the dealer itself belongs to the key it is kept under.
 */
export function contentOf(lead: RawLead): string {
  const { source, customer, otherContacts, vehiclesOfInterest, tradeIns, message } = lead;
  const { requestedAtStated, appointment, consents } = lead;
  const asked = { vehiclesOfInterest, tradeIns, message, requestedAtStated, appointment, consents };
  return canonicalJson({ source, customer, otherContacts, ...asked });
}

/**
 * System and id under which a sender knows this lead, for hashing; undefined when it gave no id. Two credentials are two
 * senders, whatever their systems are called.
 */
export function providerKeyOf({ source, providerId }: RawLead, credentialId: string): string | undefined {
  if (providerId === undefined) return undefined;
  return JSON.stringify([credentialId, source.system.toLowerCase(), providerId]);
}

/** Whether an id that a lead was sent with before is proof: its person is the lead's by a key, or by the whole name where no key says otherwise. */
export function provesPerson(lead: Lead, customer: Customer, resolution: Resolution): boolean {
  if (resolution.kind !== 'new') return resolution.ownerId === lead.ownerId;
  return [lead.customer, customerOf(lead)].some((known) => hasSameWholeName(known, customer));
}

/** Whether a lead with the very same content is that lead: an open one is; a closed one while it may be a sender's retry. */
export function isSameRequest(lead: Lead, recent: Recent): boolean {
  return isOpen(lead.status) || askedLately(lead, recent);
}

/** When a request came, and for how long before that another was the same one. */
interface Recent {
  readonly sameRequestHours: number;
  readonly receivedAt: Temporal.Instant;
}

/** Whether a lead's person had asked so shortly before that it may be the same request once more. */
export function askedLately({ asked }: Pick<Lead, 'asked'>, { sameRequestHours, receivedAt }: Recent): boolean {
  return Temporal.Instant.from(asked.lastAt).until(receivedAt).total('hours') <= sameRequestHours;
}

/** Whether a request asks for the same as a lead, for the same person, in other words. */
export function differsInWordsOnly(lead: Lead, stated: StatedLead): boolean {
  const askedFor = ({ customer, otherContacts, vehiclesOfInterest, tradeIns, ...rest }: StatedLead | Lead) => {
    const { appointment, consents } = rest;
    return canonicalJson({ customer, otherContacts, vehiclesOfInterest, tradeIns, appointment, consents });
  };
  return askedFor(lead) === askedFor(stated);
}
