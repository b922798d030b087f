import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { toInstantText } from '../../events/event.ts';
import { pageParameters, usualLimit } from '../../platform/page.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { type LeadStatus, leadStatuses } from './lead-status.ts';

/** Sorts before every change there can be. */
const beginning = '0';

/** The query of `GET /v1/leads`. */
export const leadQuery = z.strictObject({
  updatedSince: z.exactOptional(
    z.iso.datetime({ offset: true, error: 'must be an instant, such as 2026-03-02T09:30:00Z' }),
  ),
  status: z.exactOptional(z.enum(leadStatuses, `must be one of ${leadStatuses.join(', ')}`)),
  dealerId: z.exactOptional(z.string()),
  ...pageParameters,
});

/** What `GET /v1/leads` asks for. */
interface LeadQuery {
  readonly dealerId?: string;
  readonly status?: LeadStatus;
  /** The change after which the page begins. */
  readonly after: string;
  readonly limit: number;
}

/** Reads the query of `GET /v1/leads`; a cursor goes before `updatedSince`. */
export function parseLeadQuery(given: Readonly<Record<string, string | undefined>>): Parsed<LeadQuery> {
  const parsed = parseWith(leadQuery, given);
  if (parsed.kind === 'invalid') return parsed;
  const { updatedSince, cursor, limit = usualLimit, ...rest } = parsed.value;
  // The instant alone sorts before every change made at it.
  const since = updatedSince === undefined ? beginning : toInstantText(Temporal.Instant.from(updatedSince));
  return { kind: 'ok', value: { ...rest, after: cursor ?? since, limit } };
}
