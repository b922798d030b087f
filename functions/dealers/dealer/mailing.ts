import type { InputError } from '../../platform/problem.ts';
import { isInDomains } from '../people/mail-domain.ts';
import type { Dealer, DealerFields } from './dealer.ts';

/**
 * Whether mail about a dealer's leads may go to one of its people, or to its district. A dealer for whom the OEM entered
 * no domain mails nobody; the district's address is the OEM's own entry, at the OEM, so no domain of the dealer is asked.
 */
export function mayMail(
  { mailDomains = [], district }: Pick<Dealer, 'mailDomains' | 'district'>,
  recipient: { readonly email: string },
): boolean {
  if (mailDomains.length === 0) return false;
  return recipient === district || isInDomains(recipient.email, mailDomains);
}

/**
 * One error for each address that lies outside the domains of a dealer. One that stood there before may stay, so that a
 * dealer can send its form back after the OEM took a domain away; it is not mailed any more.
 */
export function addressErrors(
  { people, mailDomains }: DealerFields,
  previous: Dealer | undefined,
): readonly InputError[] {
  if (mailDomains === undefined) return [];
  const before = new Set(previous?.people.map(({ email }) => email));
  return people.flatMap(({ email }, index) =>
    isInDomains(email, mailDomains) || before.has(email)
      ? []
      : [{ path: `people[${index}].email`, message: 'must lie in a domain that the OEM entered for this store' }],
  );
}
