import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { boundedInstant } from '../../platform/bounded.contract.ts';
import {
  cursorOf,
  cursorText,
  faultOfCursor,
  isInstant,
  isPlace,
  pageParameters,
  usualLimit,
} from '../../platform/page.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { beginRound, type Round } from './lead-round.ts';
import { type LeadStatus, leadStatuses } from './lead-status.ts';

/** The query of `GET /v1/leads`. */
export const leadQuery = z.strictObject({
  updatedSince: z.exactOptional(boundedInstant),
  status: z.exactOptional(z.enum(leadStatuses, `must be one of ${leadStatuses.join(', ')}`)),
  dealerId: z.exactOptional(z.string()),
  limit: pageParameters.limit,
  cursor: z.exactOptional(cursorText.transform(roundOf).refine((round) => round !== undefined, faultOfCursor)),
});

/** What `GET /v1/leads` asks for: a round, or to go on with one, and how much of it. */
interface LeadQuery extends Round {
  readonly dealerId?: string;
  readonly status?: LeadStatus;
  readonly limit: number;
}

/** Reads the query of `GET /v1/leads`; a cursor goes before `updatedSince`. */
export function parseLeadQuery(
  given: Readonly<Record<string, string | undefined>>,
  now: Temporal.Instant,
): Parsed<LeadQuery> {
  const parsed = parseWith(leadQuery, given);
  if (parsed.kind === 'invalid') return parsed;
  const { updatedSince, cursor, limit = usualLimit, ...rest } = parsed.value;
  return { kind: 'ok', value: { ...rest, ...(cursor ?? beginRound(updatedSince, now)), limit } };
}

/** The `nextCursor` after the last entry of a page of a round. */
export function roundCursorOf(last: string, { until }: Round): string {
  return cursorOf(`${last} ${until}`);
}

function roundOf(text: string): Round | undefined {
  const [after = '', until = '', ...more] = text.split(' ');
  return isPlace(after) && isInstant(until) && more.length === 0 ? { after, until } : undefined;
}
