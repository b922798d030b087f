import type { DealerId } from '../../dealers/dealer/dealer.ts';
import type { InputError } from '../../platform/problem.ts';

export interface Phone {
  /** As stated. */
  readonly raw: string;
  readonly e164?: string;
  readonly type?: string;
}

export interface Customer {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
  readonly emails: readonly string[];
  /** Texts from e-mail fields that are no address, as stated. */
  readonly unusableEmails?: readonly string[];
  readonly phones: readonly Phone[];
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly preferredContact?: string;
}

interface Car {
  /** A number when four digits were stated, else the text as stated. */
  readonly year?: number | string;
  readonly make?: string;
  readonly model?: string;
  readonly trim?: string;
  readonly vin?: string;
  readonly stockNumber?: string;
  readonly condition?: 'new' | 'used' | 'cpo';
}

export interface VehicleOfInterest extends Car {
  readonly interest: 'buy' | 'lease' | 'test-drive';
}

export interface TradeIn extends Car {
  readonly interest: 'trade-in' | 'sell';
  /** The odometer's text and unit, both as stated. */
  readonly odometer?: string;
  readonly odometerUnit?: string;
  /** The state it is in, in the sender's words: excellent, good, fair, poor. */
  readonly wear?: string;
}

/** A visit the customer asked for together with the lead. */
export interface AppointmentWish {
  readonly kind: string;
  /** As stated, with its offset. */
  readonly at?: string;
  readonly durationMinutes?: number;
  readonly notes?: string;
}

export interface LeadSource {
  readonly system: string;
  readonly id?: string;
  readonly provider?: string;
  readonly campaign?: string;
  /** The store's name in the sender's words (ADF vendor block). */
  readonly vendor?: string;
  /** The OEM's word for the system, by the store's field map. */
  readonly class?: string;
}

/** A lead as its sender stated it, in our words; nothing defaulted, nothing decided. */
export interface StatedLead {
  readonly source: LeadSource;
  /** The provider's own id for this lead where it is proof of identity (never a mere sequence number). */
  readonly providerId?: string;
  /** The store a provider's or the OEM's lead names, in the sender's words: it may be none of ours. */
  readonly dealerId?: DealerId;
  readonly customer: Customer;
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
  readonly tradeIns: readonly TradeIn[];
  readonly message?: string;
  readonly appointment?: AppointmentWish;
  /** Consent grants as given, kept as proof. */
  readonly consents?: readonly Readonly<Record<string, unknown>>[];
  readonly requestedAt?: string;
  /** The request date's own text, kept where it could not be read. */
  readonly requestedAtStated?: string;
}

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
