import * as z from 'zod';
import { boundedName } from '../../platform/bounded.contract.ts';
import { line, lines } from '../../platform/text.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { calendarLists } from '../calendar/calendar.contract.ts';
import { isTimeZone } from '../calendar/opening-hours.ts';
import { dialsBody } from '../dials/dials.contract.ts';
import { fieldMapBody } from '../field-map/field-map.contract.ts';
import { emailAddress } from '../people/email-address.contract.ts';
import { mailDomains } from '../people/mail-domain.contract.ts';
import { people } from '../people/person.contract.ts';
import { routingBody } from '../routing/routing.contract.ts';
import { foldName } from './dealer-name.ts';
import type { StatedDealer } from './dealer-revision.ts';
import type { Programme } from './programme.policy.ts';

const mostParts = 20;
const postalParts = z
  .record(boundedName, lines(500))
  .refine((parts) => Object.keys(parts).length <= mostParts, `must have at most ${mostParts} parts`)
  .meta({ maxProperties: mostParts });

/** Fields that GET gives and PUT ignores, so that what was read can be sent back. */
const readOnly = {
  dealerId: z.unknown().optional().meta({ readOnly: true }),
  version: z.unknown().optional().meta({ readOnly: true }),
  updatedAt: z.unknown().optional().meta({ readOnly: true }),
};

/** By which leads find a dealer. */
const routingName = line(200).refine((name) => name === '' || foldName(name) !== '', 'must have a letter or a digit');
const mostAliases = 20;
const aliases = z
  .array(routingName)
  .max(mostAliases, `must have at most ${mostAliases} entries`)
  .transform((names) => (names.length > 0 ? names : null));

/** What the OEM alone changes; null takes away what a dealer may be without. */
const oemFields = {
  name: z.exactOptional(routingName),
  aliases: z.exactOptional(aliases.nullable()),
  timeZone: z.exactOptional(z.string().refine(isTimeZone, 'must be a known IANA time zone, such as America/New_York')),
  country: z.exactOptional(
    z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')
      .nullable(),
  ),
  district: z.exactOptional(z.strictObject({ id: line(200), name: line(200), email: emailAddress }).nullable()),
  mailDomains: z.exactOptional(mailDomains.nullable()),
};

const dealerFields = z.strictObject({
  ...oemFields,
  ...calendarLists,
  people: people.default([]).superRefine(eachIdOnce),
  routing: z.exactOptional(routingBody),
  postalAddress: z.exactOptional(z.union([lines(500), postalParts], 'must be a text, or parts by name')),
});

/** The form of `PUT /v1/dealers/{dealerId}`; a dealer's own SLA, words and dials lie within the OEM's programme. */
export function dealerBody({ bounds, words, dials }: Programme) {
  const range = `must be a whole number from ${bounds.minMinutes} to ${bounds.maxMinutes}`;
  const firstResponseMinutes = z.int(range).min(bounds.minMinutes, range).max(bounds.maxMinutes, range);
  const slaOverrides = z.strictObject({ firstResponseMinutes: z.exactOptional(firstResponseMinutes) });
  return z.strictObject({
    ...dealerFields.shape,
    slaOverrides: z.exactOptional(slaOverrides),
    fieldMap: z.exactOptional(fieldMapBody(words)),
    dials: z.exactOptional(dialsBody(dials)),
    ...readOnly,
  });
}

/** Reads the body of `PUT /v1/dealers/{dealerId}`; an unknown field is an error, a read-only one is left out. */
export function parseDealer(body: unknown, programme: Programme): Parsed<StatedDealer> {
  const parsed = parseWith(dealerBody(programme), body);
  if (parsed.kind === 'invalid') return parsed;
  const { dealerId: _id, version: _version, updatedAt: _at, ...fields } = parsed.value;
  return { kind: 'ok', value: fields };
}

function eachIdOnce(listed: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  listed.forEach(({ id }, index) => {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is used by another person' });
    seen.add(id);
  });
}
