import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { toInstantText } from '../events/event.ts';
import { type Parsed, parseWith } from '../platform/zod-errors.ts';
import { type LeadStatus, leadStatuses } from './lead.ts';

const cursorForm = /^\d{4}-\d\d-\d\dT[\d:.]+Z#\w+$/;
/** Sorts before every change there can be. */
const beginning = '0';

const query = z.strictObject({
  updatedSince: z.exactOptional(
    z.iso.datetime({ offset: true, error: 'must be an instant, such as 2026-03-02T09:30:00Z' }),
  ),
  status: z.exactOptional(z.enum(leadStatuses, `must be one of ${leadStatuses.join(', ')}`)),
  dealerId: z.exactOptional(z.string()),
  limit: z.exactOptional(
    z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
      .transform(Number),
  ),
  cursor: z.exactOptional(
    z
      .string()
      .transform((text) => Buffer.from(text, 'base64url').toString('utf8'))
      .refine((text) => cursorForm.test(text), 'must be the nextCursor of a page'),
  ),
});

/** What `GET /v1/leads` asks for. */
export interface LeadQuery {
  readonly dealerId?: string;
  readonly status?: LeadStatus;
  /** The change after which the page begins. */
  readonly after: string;
  readonly limit: number;
}

/** Reads the query of `GET /v1/leads`; a cursor goes before `updatedSince`. */
export function parseLeadQuery(given: Readonly<Record<string, string | undefined>>): Parsed<LeadQuery> {
  const parsed = parseWith(query, given);
  if (parsed.kind === 'invalid') return parsed;
  const { updatedSince, cursor, limit = 50, ...rest } = parsed.value;
  // The instant alone sorts before every change made at it.
  const since = updatedSince === undefined ? beginning : toInstantText(Temporal.Instant.from(updatedSince));
  return { kind: 'ok', value: { ...rest, after: cursor ?? since, limit } };
}
