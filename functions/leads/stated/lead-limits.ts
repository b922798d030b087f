import { statedPerson } from '../../owners/person.ts';
import { inAsciiDigits } from '../../platform/digits.ts';
import { visibleLine, withoutInvisible } from '../../platform/invisible.ts';
import { isLongerThan, plainText } from '../../platform/plain-text.ts';
import type { InputError, Warning } from '../../platform/problem.ts';
import { isStorableJson, isStorableNumber } from '../../platform/storable.ts';
import { pathInDocument } from './lead-path.ts';
import type { Customer, RawLead } from './stated-lead.ts';

/** Enough entries in one list for any lead, few enough for one item of the table (400 KB). */
export const mostEntries = 50;

/** Most characters of a text of a lead, by the name of its field; `others` are names, ids, systems and codes. */
export const longestTexts = {
  message: 20_000,
  notes: 2000,
  unusableEmails: 1000,
  unusablePhones: 1000,
  emails: 320,
  others: 200,
} as const;

/** What comes into a key: two that differ must stay two, so they are refused where a text is mended. */
const ids: readonly string[] = ['source.id', 'dealerId'];

/** What a lead came to at the limits. */
interface Limited {
  readonly lead: RawLead;
  readonly errors: readonly InputError[];
  readonly warnings: readonly Warning[];
}

/** Leads within the limits, with what was mended, or what is beyond them. */
export type LimitedLeads =
  | { readonly kind: 'ok'; readonly things: readonly RawLead[]; readonly warnings: readonly Warning[] }
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

/** More of them help nobody. */
const mostWarnings = 100;

/**
 * Holds the leads of a document, whatever its dialect, to what every channel behind the door takes: their texts, lists and
 * numbers are bounded, and control characters are dropped from texts with a warning. Paths are those of the JSON form.
 */
export function withinLimits(leads: readonly RawLead[]): LimitedLeads {
  const limited = leads.map(limit);
  const inDocument = <At extends { readonly path: string }>(found: readonly At[], position: number): At[] =>
    found.map((at) => ({ ...at, path: pathInDocument(at.path, position, leads.length) }));
  const errors = limited.flatMap((each, position) => inDocument(each.errors, position));
  if (errors.length > 0) return { kind: 'invalid', errors };
  const warnings = limited.flatMap((each, position) => inDocument(each.warnings, position));
  return { kind: 'ok', things: limited.map(({ lead }) => lead), warnings: warnings.slice(0, mostWarnings) };
}

function limit({ providerId, consents, ...lead }: RawLead): Limited {
  const found: Found = { errors: [], warnings: [] };
  const walked = walk(lead, { path: '', field: '' }, found) as Omit<RawLead, 'consents' | 'providerId'>;
  const { source, customer } = walked;
  if (source.system === undefined) found.errors.push({ path: 'source.system', message: 'must not be empty' });
  checkConsents(consents ?? [], found.errors);
  const isProof = providerId !== undefined && source.id !== undefined && !source.id.includes(unreadable);
  return {
    lead: {
      ...walked,
      // An e-mail field without its control characters may say something else.
      ...(found.warnings.length > 0 && { customer: readAgain(customer) }),
      ...(consents && { consents }),
      // Of two ids with something unreadable in them nobody knows that they are the same.
      ...(isProof && { providerId: source.id }),
    },
    ...found,
  };
}

function readAgain({ unusableEmails = [], ...customer }: Customer): Customer {
  return statedPerson<Customer>({ ...customer, emails: [...customer.emails, ...unusableEmails] });
}

/** Consent grants are proof and stay as they were given: what cannot be kept so is refused. */
function checkConsents(consents: NonNullable<RawLead['consents']>, errors: InputError[]): void {
  errors.push(...tooMany(consents, 'consents'));
  consents.forEach((consent, position) => {
    if (!isStorableJson(consent))
      errors.push({ path: `consents[${position}]`, message: 'must be a plain JSON object of modest depth' });
  });
}

/** A place in a lead: its path, and the name of the field that it is, or is an entry of. */
interface Place {
  readonly path: string;
  readonly field: string;
}

interface Found {
  readonly errors: InputError[];
  readonly warnings: Warning[];
}

/** A value with its texts mended; what became empty is left out. */
function walk(value: unknown, place: Place, found: Found): unknown {
  if (typeof value === 'string') return mended(value, place, found);
  if (typeof value === 'number' && !isStorableNumber(value))
    found.errors.push({ path: place.path, message: 'must be a number that can be kept' });
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    found.errors.push(...tooMany(value, place.path));
    const entries = value.map((entry, position) => walk(entry, entryAt(place, position), found));
    return entries.filter((entry) => entry !== undefined);
  }
  const fields = Object.entries(value).map(([name, part]) => [name, walk(part, placeIn(place, name), found)]);
  return Object.fromEntries(fields.filter(([, part]) => part !== undefined));
}

/** What our own words for a lead are in the JSON form. */
const namesInJson: Readonly<Record<string, string>> = {
  raw: 'number',
  requestedAtStated: 'requestedAt',
  interestStated: 'interest',
  conditionStated: 'condition',
  unusableEmails: 'emails',
  unusablePhones: 'phones',
};

function placeIn({ path }: Place, field: string): Place {
  const name = namesInJson[field] ?? field;
  return { path: path === '' ? name : `${path}.${name}`, field };
}

/** Which of the stated fields was unusable, nobody knows any more. */
function entryAt({ path, field }: Place, position: number): Place {
  return { path: field.startsWith('unusable') ? path : `${path}[${position}]`, field };
}

const unreadable = '\uFFFD';

function mended(given: string, { path, field }: Place, { errors, warnings }: Found): string | undefined {
  const { text, dropped } = plainText(given);
  if (dropped && ids.includes(path)) errors.push({ path, message: 'must not have control characters' });
  if (dropped) warnings.push({ code: 'control-characters-dropped', path });
  if (text.includes(unreadable)) warnings.push({ code: 'unreadable-characters', path });
  const most = Object.hasOwn(longestTexts, field)
    ? longestTexts[field as keyof typeof longestTexts]
    : longestTexts.others;
  if (isLongerThan(text, most)) errors.push({ path, message: `must have at most ${most} characters` });
  const seen = seenIn(text, field);
  const clean = dropped || seen !== text ? seen.trim() : seen;
  return clean === '' ? undefined : clean;
}

/** Fields whose texts stay as they are: what people wrote at length, and numbers and addresses, of which that is kept. */
const asWritten: readonly string[] = ['message', 'notes', 'raw', 'unusablePhones', 'emails', 'unusableEmails'];

const codes: readonly string[] = ['id', 'dealerId', 'vin', 'stockNumber', 'postalCode'];

/** A text as people see it: what is invisible tells neither names nor codes apart. A postal code has ASCII's digits. */
function seenIn(text: string, field: string): string {
  if (asWritten.includes(field)) return text;
  const line = codes.includes(field) ? withoutInvisible(text) : visibleLine(text);
  return field === 'postalCode' ? inAsciiDigits(line) : line;
}

function tooMany(list: readonly unknown[], path: string): readonly InputError[] {
  return list.length > mostEntries ? [{ path, message: `must have at most ${mostEntries} entries` }] : [];
}
