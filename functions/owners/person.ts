import { type Loose, stated } from '../intake/document/stated.ts';

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
}

/** A person, with whatever else `fields` states of them; the lists are there even when they are empty. */
export function statedPerson<Person extends StatedPerson>(fields: Loose<Person>): Person {
  const emails = fields.emails ?? [];
  return {
    ...stated<Person>({ ...fields, unusableEmails: emails.filter(isNoAddress) }),
    emails: emails.flatMap(emailsIn),
    phones: (fields.phones ?? []).filter((phone) => /\p{Nd}/u.test(phone.raw)),
  };
}

/** Whether a text in an e-mail field says something, and it is no address. */
function isNoAddress(text: string): boolean {
  return emailsIn(text).length === 0 && !/^\s*(?:mailto:)?\s*$/i.test(text);
}

/** The addresses in a text; what has no `@` between two parts (`n/a`, `mailto:`, an unfilled merge field) is none. */
function emailsIn(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^(?:mailto:|<)+|>$/gi, ''))
    .filter((part) => /^[^@]+@[^@]+$/.test(part));
}
