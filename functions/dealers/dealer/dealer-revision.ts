import type { Temporal } from 'temporal-polyfill';
import type { InputError } from '../../platform/problem.ts';
import { calendarErrors } from '../calendar/calendar-limits.ts';
import type { Dealer, DealerFields } from './dealer.ts';
import { addressErrors } from './mailing.ts';

/** What only the OEM says of a dealer: by what leads find it, what time it is there, who is above it, where its mail may go. */
const oemFields = ['name', 'aliases', 'timeZone', 'country', 'district', 'mailDomains'] as const;
type OemField = (typeof oemFields)[number];

/** A form as it was sent: of the OEM's fields what is left out stays, and null takes away what a dealer may be without. */
export type StatedDealer = Omit<DealerFields, OemField> & {
  readonly [Field in OemField]?: Exclude<DealerFields[Field], undefined> | null;
};

/** What a stated form makes of a dealer, or the fields that this caller may not change, or what is wrong with it. */
type Revision =
  | { readonly kind: 'revised'; readonly fields: DealerFields }
  | { readonly kind: 'forbidden'; readonly errors: readonly InputError[] }
  | { readonly kind: 'invalid'; readonly errors: readonly InputError[] };

/** Completes a stated form with what it leaves out, and checks it as a whole. */
export function reviseDealer(
  previous: Dealer | undefined,
  stated: StatedDealer,
  { byOem, now }: { readonly byOem: boolean; readonly now: Temporal.Instant },
): Revision {
  const changed = oemFields.filter(
    (field) => stated[field] !== undefined && !isSame(stated[field] ?? undefined, previous?.[field]),
  );
  if (!byOem && changed.length > 0)
    return { kind: 'forbidden', errors: changed.map((path) => ({ path, message: 'is the OEM’s to change' })) };
  const { name, aliases, timeZone, country, district, mailDomains } = completed(previous, stated);
  if (name == null || timeZone == null) return { kind: 'invalid', errors: missing({ name, timeZone }) };
  const fields: DealerFields = {
    ...withoutOemFields(stated),
    name,
    timeZone,
    ...(aliases && { aliases }),
    ...(country && { country }),
    ...(district && { district }),
    ...(mailDomains && { mailDomains }),
  };
  const errors = [...calendarErrors(fields, now), ...districtErrors(fields), ...addressErrors(fields, previous)];
  return errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'revised', fields };
}

/** The OEM's fields as they are stated, else as they stand. */
function completed(previous: Dealer | undefined, stated: StatedDealer): Pick<StatedDealer, OemField> {
  const given = oemFields.map((field) => [field, stated[field] === undefined ? previous?.[field] : stated[field]]);
  return Object.fromEntries(given);
}

function withoutOemFields(stated: StatedDealer): Omit<DealerFields, OemField> {
  const {
    name: _name,
    aliases: _aliases,
    timeZone: _zone,
    country: _country,
    district: _district,
    mailDomains: _domains,
    ...own
  } = stated;
  return own;
}

function missing(needed: Readonly<Record<string, unknown>>): readonly InputError[] {
  const paths = Object.keys(needed).filter((path) => needed[path] == null);
  return paths.map((path) => ({ path, message: 'is required' }));
}

/** An escalation names its addressee by id, and what is for the district must not come to somebody at the dealer. */
function districtErrors({ people, district }: DealerFields): readonly InputError[] {
  return people.flatMap(({ id }, index) =>
    id === district?.id ? [{ path: `people[${index}].id`, message: 'is the district’s' }] : [],
  );
}

/** Whether two values are alike, in whatever order their members stand. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return names.length === others.length && names.every((name) => isSame(one[name], other[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
