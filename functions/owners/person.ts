import { type Loose, stated } from '../intake/document/stated.ts';
import { withoutInvisible } from '../platform/invisible.ts';
import { emailsIn, isNoAddress } from './email.ts';

/** A telephone number. */
export interface Phone {
  /** As stated. */
  readonly raw: string;
  readonly e164?: string;
  readonly type?: string;
}

/** A person as a document states them. */
export interface StatedPerson {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
  readonly emails: readonly string[];
  /** Texts from e-mail fields that are no address, as stated. */
  readonly unusableEmails?: readonly string[];
  readonly phones: readonly Phone[];
  /** Texts from phone fields that have no digit, as stated. */
  readonly unusablePhones?: readonly string[];
}

/** A person, with whatever else `fields` states of them; the lists are there even when they are empty. */
export function statedPerson<Person extends StatedPerson>(fields: Loose<Person>): Person {
  const { emails, phones, unusablePhones } = fields;
  const numbers = (phones ?? []).filter(({ raw }) => /\p{Nd}/u.test(raw));
  // A field that says nothing has not even an empty text.
  const others: readonly Partial<Phone>[] = (phones ?? []).filter((phone) => !numbers.includes(phone));
  const texts = others.flatMap(({ raw = '' }) => (withoutInvisible(raw).trim() === '' ? [] : [raw]));
  const unusable = {
    unusableEmails: (emails ?? []).filter(isNoAddress),
    unusablePhones: [...(unusablePhones ?? []), ...texts],
  };
  return {
    ...stated<Person>({ ...fields, ...unusable }),
    emails: (emails ?? []).flatMap(emailsIn),
    phones: numbers,
  };
}
