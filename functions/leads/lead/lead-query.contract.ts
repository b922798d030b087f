import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { toInstantText } from '../../events/event.ts';
import { cursorOf, pageParameters, usualLimit } from '../../platform/page.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { beginRound, type Round } from './lead-round.ts';
import { type LeadStatus, leadStatuses } from './lead-status.ts';

const instantForm = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
const cursorForm = new RegExp(String.raw`^(?<after>${instantForm}#\w+) (?<until>${instantForm})$`);

/** The query of `GET /v1/leads`. */
export const leadQuery = z.strictObject({
  updatedSince: z.exactOptional(
    z.iso.datetime({ offset: true, error: 'must be an instant, such as 2026-03-02T09:30:00Z' }),
  ),
  status: z.exactOptional(z.enum(leadStatuses, `must be one of ${leadStatuses.join(', ')}`)),
  dealerId: z.exactOptional(z.string()),
  limit: pageParameters.limit,
  cursor: z.exactOptional(
    z
      .string()
      .transform(roundOf)
      .refine((round) => round !== undefined, 'must be the nextCursor of a page'),
  ),
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
  const since = updatedSince === undefined ? undefined : toInstantText(Temporal.Instant.from(updatedSince));
  return { kind: 'ok', value: { ...rest, ...(cursor ?? beginRound(since, now)), limit } };
}

/** The `nextCursor` after the last entry of a page of a round. */
export function roundCursorOf(last: string, { until }: Round): string {
  return cursorOf(`${last} ${until}`);
}

function roundOf(cursor: string): Round | undefined {
  const { after, until } = cursorForm.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.groups ?? {};
  return after === undefined || until === undefined ? undefined : { after, until };
}
