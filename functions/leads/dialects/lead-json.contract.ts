import * as z from 'zod';
import type { Dialect, JsonDocument } from '../../intake/document/dialect.ts';
import { isMergeField, stated } from '../../intake/document/stated.ts';
import { statedPerson } from '../../owners/person.ts';
import { parseWith } from '../../platform/zod-errors.contract.ts';
import { longestTexts, mostEntries } from '../stated/lead-limits.ts';
import type { Customer, LeadSource, RawLead } from '../stated/stated-lead.ts';
import { sortVehicles } from '../stated/stated-lead-vehicle.ts';

/** A text; its length is checked with all other dialects', by which it is described here. */
const textOf = (most: number) => z.string().trim().meta({ maxLength: most });
const text = textOf(longestTexts.others).nullish();
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(mostEntries).nullish();

const year = z.union([z.number(), z.string().trim()], 'must be a number or a text').nullish();

const car = {
  vin: text,
  year,
  make: text,
  model: text,
  trim: text,
  condition: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['', 'new', 'used', 'cpo'], 'must be new, used or cpo'))
    .nullish(),
  stockNumber: text,
};

const wishes = ['buy', 'lease', 'test-drive'] as const;
const offers = ['trade-in', 'sell'] as const;

/** Proof is kept as given; zod's own objects would leave out a name. Its bounds are those of all dialects. */
const consent = z
  .unknown()
  .refine(isRecord, 'must be a JSON object')
  .transform((given) => given as Readonly<Record<string, unknown>>)
  .meta({ type: 'object' });

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON form of `POST /v1/leads`. */
export const leadBody = z.strictObject({
  source: z.strictObject({
    system: z.string().trim().min(1, 'must not be empty').meta({ maxLength: longestTexts.others }),
    id: text,
    campaign: text,
  }),
  dealerId: text,
  customer: z.strictObject({
    firstName: text,
    lastName: text,
    fullName: text,
    emails: list(z.string()),
    phones: list(z.strictObject({ number: textOf(longestTexts.others), type: text })),
    city: text,
    region: text,
    postalCode: text,
    country: text,
    preferredContact: text,
  }),
  vehiclesOfInterest: list(
    z.strictObject({ ...car, interest: z.enum(['', ...wishes], `must be one of ${wishes.join(', ')}`).nullish() }),
  ),
  tradeIns: list(
    z.strictObject({
      ...car,
      interest: z.enum(['', ...offers], `must be one of ${offers.join(', ')}`).nullish(),
      odometer: z
        .union([z.number().nonnegative().transform(String), z.string().trim()], 'must be a number or a text')
        .nullish(),
      odometerUnit: text,
      wear: text,
    }),
  ),
  message: textOf(longestTexts.message).nullish(),
  consents: list(consent),
  requestedAt: text,
});

/** Our own JSON form, for which all JSON is taken; an unknown field is an error, so nobody sets what is not theirs to set. */
export const leadJson: Dialect<RawLead, JsonDocument> = {
  name: 'JSON',
  recognises: (document) => document.kind === 'json',
  read({ value }) {
    const parsed = parseWith(leadBody, value);
    return parsed.kind === 'ok' ? { kind: 'ok', things: [leadOf(parsed.value)] } : parsed;
  },
};

function leadOf(body: z.output<typeof leadBody>): RawLead {
  const { source, customer, vehiclesOfInterest, tradeIns } = body;
  return {
    ...stated<Omit<RawLead, 'vehiclesOfInterest' | 'tradeIns'>>({
      source: stated<LeadSource>(source),
      providerId: source.id && !isMergeField(source.id) ? source.id : undefined,
      dealerId: body.dealerId,
      customer: statedPerson<Customer>({
        ...customer,
        phones: customer.phones?.map(({ number, type }) => stated({ raw: number, type })),
      }),
      message: body.message,
      consents: body.consents,
      requestedAtStated: body.requestedAt,
    }),
    ...sortVehicles([
      ...(vehiclesOfInterest ?? []).map((vehicle) => ({ ...vehicle, year: yearText(vehicle.year) })),
      ...(tradeIns ?? []).map((vehicle) => ({
        ...vehicle,
        interest: vehicle.interest || 'trade-in',
        year: yearText(vehicle.year),
      })),
    ]),
  };
}

function yearText(stated: number | string | null | undefined): string | undefined {
  return stated === null || stated === undefined ? undefined : `${stated}`;
}
