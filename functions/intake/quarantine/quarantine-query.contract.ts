import * as z from 'zod';
import { type QuarantineReason, quarantineReasons } from '../../events/document-kinds.ts';
import { visibleLine } from '../../platform/invisible.ts';
import { pageParameters, usualLimit } from '../../platform/page.contract.ts';
import { line } from '../../platform/text.contract.ts';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';
import { type QuarantineStatus, quarantineStatuses } from './quarantine.ts';

const reasons = quarantineReasons.map(({ code }) => code);
const reason = z.enum(reasons, `must be one of ${reasons.join(', ')}`);

/** The query of `GET /v1/quarantine`. */
export const quarantineQuery = z.strictObject({
  reason: z.exactOptional(reason),
  status: z.exactOptional(z.enum(quarantineStatuses, `must be one of ${quarantineStatuses.join(', ')}`)),
  ...pageParameters,
});

/** What `GET /v1/quarantine` asks for. */
interface QuarantineQuery {
  readonly reason?: QuarantineReason;
  readonly status?: QuarantineStatus;
  /** The entry of the list after which the page begins. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Reads the query of `GET /v1/quarantine`. */
export function parseQuarantineQuery(
  given: Readonly<Record<string, string | undefined>> | null,
): Parsed<QuarantineQuery> {
  const parsed = parseWith(quarantineQuery, given ?? {});
  return parsed.kind === 'ok' ? { kind: 'ok', value: { limit: usualLimit, ...parsed.value } } : parsed;
}

/** The body of `POST /v1/quarantine/replay`. */
export const replayOrderBody = z.strictObject({ reason });

/** Reads which documents to replay: all open ones of a reason. */
export function parseReplayOrder(body: unknown): Parsed<z.output<typeof replayOrderBody>> {
  return parseWith(replayOrderBody, body);
}

/** The body of `POST /v1/quarantine/{quarantineId}/dismiss`. */
export const dismissalBody = z.strictObject({ reason: z.string().transform(visibleLine).pipe(line(500)) });

/** Reads why a document is dismissed. */
export function parseDismissal(body: unknown): Parsed<z.output<typeof dismissalBody>> {
  return parseWith(dismissalBody, body);
}
