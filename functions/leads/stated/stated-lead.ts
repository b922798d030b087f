import type { InputError } from '../../platform/problem.ts';
import type { Customer, StatedLead } from '../lead/lead.ts';

/** A lead as read, before its store is known: phone numbers raw, the request date only as stated. */
export type RawLead = Omit<StatedLead, 'requestedAt'>;

/** What became of a document. Nothing of a `refused` one is kept; all others are worth keeping. */
export type LeadReading =
  | { readonly kind: 'ok'; readonly leads: readonly RawLead[] }
  | { readonly kind: 'refused'; readonly reason: 'doctype' | 'depth' | 'size' }
  | { readonly kind: 'malformed'; readonly errors: readonly InputError[] }
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

/** Enough entries in one list for any lead, few enough for one item of the table (400 KB). */
export const mostEntries = 50;

/** One error for each list of a lead that is longer than any real one. */
export function longListErrors({ customer, vehiclesOfInterest, tradeIns }: RawLead): readonly InputError[] {
  const { emails, phones } = customer;
  return Object.entries({ emails, phones, vehiclesOfInterest, tradeIns })
    .filter(([, list]) => list.length > mostEntries)
    .map(([path]) => ({ path, message: `must have at most ${mostEntries} entries` }));
}

/** `Fields` with every value possibly missing. */
export type Loose<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

/** The fields that say something: no undefined, null, blank text or empty list. The caller passes what the type requires. */
export function stated<Fields extends object>(fields: Loose<Fields>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as Fields;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A customer whose lists are there even when they are empty. */
export function statedCustomer(fields: Loose<Customer>): Customer {
  return {
    ...stated<Customer>({ ...fields, unusableEmails: (fields.emails ?? []).filter(isNoAddress) }),
    emails: (fields.emails ?? []).flatMap(emailsIn),
    phones: (fields.phones ?? []).filter((phone) => /\d/.test(phone.raw)),
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

/** A model year: a number when it is four digits, else the text as stated. */
export function modelYear(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{4}$/.test(text) ? Number(text) : text;
}

/** Whether a text is a template's merge field that nobody filled in: `{Lead_ID}`, `[fdt]`, `%id%`, `<<id>>`, `${id}`. */
export function isMergeField(text: string): boolean {
  return /^(?:\$?\{{1,3}[^{}]*\}{1,3}|\[[^[\]]*\]|%{1,2}[^%]*%{1,2}|<<[^<>]*>>)$/.test(text);
}
