import { type Denied, isDeniedEmail, isDeniedPhone } from '../../owners/identity.ts';
import type { InputError } from '../../platform/problem.ts';
import { pathInDocument } from '../stated/lead-path.ts';
import type { RawLead } from '../stated/stated-lead.ts';

/** Shortest number worth dialling: a local one without area code. */
const minDigits = 7;

/** Whether anybody can answer this person: an address or number that is not a placeholder. */
export function reachable({ customer }: Pick<RawLead, 'customer'>, denied: Denied): boolean {
  return (
    customer.emails.some((email) => !isDeniedEmail(email, denied)) ||
    customer.phones.some(
      ({ raw, e164 }) => raw.replace(/\P{Nd}/gu, '').length >= minDigits && !isDeniedPhone(e164 ?? raw, denied),
    )
  );
}

/** One error per lead that nobody could answer; its path says which when the document holds several. */
export function unreachableErrors(leads: readonly Pick<RawLead, 'customer'>[], denied: Denied): readonly InputError[] {
  return leads.flatMap((lead, index) =>
    reachable(lead, denied)
      ? []
      : [
          {
            path: pathInDocument('customer', index, leads.length),
            message:
              'There is no e-mail address or phone number by which the customer could be answered; placeholders such as test@test.com or 123-456-7890 are none.',
          },
        ],
  );
}
