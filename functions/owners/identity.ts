import { inAsciiDigits } from '../platform/digits.ts';
import { foldEmail } from './email.ts';
import { isMechanicalName, isMechanicalNumber } from './mechanical.ts';
import type { StatedPerson } from './person.ts';

/** What makes a person recognisable across leads; one owner holds each value, by a pointer item of its own. */
export interface IdentityKey {
  readonly kind: 'email' | 'phone';
  readonly value: string;
}

/** Values that stand for nobody, or for somebody else; all folded. */
export interface Denied {
  readonly emails: ReadonlySet<string>;
  readonly localParts: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  /** E.164. */
  readonly phones: ReadonlySet<string>;
}

/** Longest address that mail can reach (RFC 5321, 4.5.3.1.3); a longer one is no key. */
const maxEmailLength = 254;

/** Most keys of one kind that a lead may bring: each is a write, and a transaction holds a hundred. */
const mostKeys = 10;

/** Whether an address is a placeholder, one typed mechanically (`123@123.com`), or one the dealer denies as a key. */
export function isDeniedEmail(email: string, denied: Denied): boolean {
  const folded = foldEmail(email);
  const at = folded.lastIndexOf('@');
  const [local, domain] = [folded.slice(0, at), folded.slice(at + 1)];
  const isTypedTwice = local === domain.split('.')[0] && isMechanicalName(local);
  return isTypedTwice || denied.emails.has(folded) || denied.localParts.has(local) || denied.domains.has(domain);
}

/**
 * Whether a number is a placeholder: a denied one, as a whole, or one typed mechanically. One that is not in E.164 is
 * looked for among those of North America.
 */
export function isDeniedPhone(number: string, denied: Denied): boolean {
  const written = inAsciiDigits(number);
  const digits = written.replace(/\D/g, '');
  const e164 = written.startsWith('+') ? `+${digits}` : `+1${digits.replace(/^1(?=\d{10}$)/, '')}`;
  return denied.phones.has(e164) || isMechanicalNumber(written.startsWith('+') ? e164 : digits);
}

/** The same denials and these addresses: a dealer's own people, whom its staff sometimes enter for a customer. */
export function denyAlso(denied: Denied, emails: readonly string[]): Denied {
  return { ...denied, emails: new Set([...denied.emails, ...emails.map(foldEmail)]) };
}

/**
 * The ways to reach a person who states no key, at most ten of a kind: numbers that are not in E.164, addresses of the dealer's
 * own people. Placeholders of the OEM reach nobody.
 */
export function waysWithoutKey(
  { emails, phones }: Pick<StatedPerson, 'emails' | 'phones'>,
  placeholders: Denied,
): readonly IdentityKey[] {
  const addresses = emails.filter((email) => !isDeniedEmail(email, placeholders)).map(foldEmail);
  const numbers = phones
    .filter(({ raw, e164 }) => !isDeniedPhone(e164 ?? raw, placeholders))
    .map(({ raw }) => inAsciiDigits(raw).replace(/\D/g, ''));
  return [...keysOf('email', addresses), ...keysOf('phone', numbers)];
}

/** The keys a person states, e-mail first, each once, at most ten of a kind; placeholders and numbers without E.164 are none. */
export function identityKeys(
  { emails, phones }: Pick<StatedPerson, 'emails' | 'phones'>,
  denied: Denied,
): readonly IdentityKey[] {
  const folded = emails
    .filter((email) => !isDeniedEmail(email, denied))
    .map(foldEmail)
    .filter((email) => email.length <= maxEmailLength);
  const numbers = phones.flatMap(({ e164 }) => (e164 === undefined || isDeniedPhone(e164, denied) ? [] : [e164]));
  return [...keysOf('email', folded), ...keysOf('phone', numbers)];
}

function keysOf(kind: IdentityKey['kind'], values: readonly string[]): readonly IdentityKey[] {
  return [...new Set(values)].slice(0, mostKeys).map((value) => ({ kind, value }));
}
