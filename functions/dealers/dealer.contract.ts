import * as z from 'zod';
import { type Parsed, parseWith } from '../platform/zod-errors.ts';
import { weekdays } from './calendar.ts';
import type { DealerFields, PersonId } from './dealer.ts';
import { isTimeZone } from './opening-hours.ts';
import type { SlaBounds } from './sla-bounds.policy.ts';

/** Every lead keeps its own copy of the calendar, so a calendar has an end. */
const mostRows = 50;
const mostDates = 400;
const tooMany = 'has more entries than a calendar may have';

const text = z.string().trim().min(1, 'must not be empty').max(500);
const email = z.email('must be an e-mail address');
const date = z.iso.date('must be a date, YYYY-MM-DD');
const open = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, 00:00 to 23:59');
const close = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day, 00:00 to 24:00');

const interval = z.strictObject({ open, close });
const weeklyHours = z.strictObject({
  days: z.array(z.enum(weekdays, `must be one of ${weekdays.join(', ')}`)).min(1, 'must name a day'),
  open,
  close,
});

const person = z.strictObject({
  id: text.transform((id) => id as PersonId),
  name: text,
  role: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be a role in lower case, such as sales-manager'),
  email,
  shifts: z.exactOptional(z.array(weeklyHours)),
  capacity: z.exactOptional(z.int('must be a whole number').nonnegative('must not be negative')),
});

/** Fields that GET gives and PUT ignores, so that what was read can be sent back. */
const readOnly = {
  dealerId: z.unknown().optional().meta({ readOnly: true }),
  version: z.unknown().optional().meta({ readOnly: true }),
  updatedAt: z.unknown().optional().meta({ readOnly: true }),
};

const dealerFields = z.strictObject({
  name: text,
  timeZone: z.string().refine(isTimeZone, 'must be a known IANA time zone, such as America/New_York'),
  country: z.exactOptional(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')),
  hours: z.array(weeklyHours).min(1, 'must have at least one open hour in the week').max(mostRows, tooMany),
  holidays: z.array(date).max(mostDates, tooMany).default([]),
  exceptions: z
    .array(z.strictObject({ date, hours: z.array(interval).max(mostRows, tooMany) }))
    .max(mostDates, tooMany)
    .default([]),
  people: z.array(person).default([]).superRefine(eachIdOnce),
  district: z.exactOptional(z.strictObject({ id: text, name: text, email })),
  postalAddress: z.exactOptional(z.union([text, z.record(text, text)], 'must be a line of text, or parts by name')),
  dials: z.exactOptional(
    z.record(text, z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number or true or false')),
  ),
});

/** The form of `PUT /v1/dealers/{dealerId}`; a store's own SLA must lie within the OEM's bounds. */
export function dealerBody(bounds: SlaBounds) {
  const range = `must be a whole number from ${bounds.minMinutes} to ${bounds.maxMinutes}`;
  const firstResponseMinutes = z.int(range).min(bounds.minMinutes, range).max(bounds.maxMinutes, range);
  const slaOverrides = z.strictObject({ firstResponseMinutes: z.exactOptional(firstResponseMinutes) });
  return z.strictObject({ ...dealerFields.shape, slaOverrides: z.exactOptional(slaOverrides), ...readOnly });
}

/** Reads the body of `PUT /v1/dealers/{dealerId}`; an unknown field is an error, a read-only one is left out. */
export function parseDealer(body: unknown, bounds: SlaBounds): Parsed<DealerFields> {
  const parsed = parseWith(dealerBody(bounds), body);
  if (parsed.kind === 'invalid') return parsed;
  const { dealerId: _id, version: _version, updatedAt: _at, ...fields } = parsed.value;
  return { kind: 'ok', value: fields };
}

function eachIdOnce(people: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  people.forEach(({ id }, index) => {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is used by another person' });
    seen.add(id);
  });
}
