import * as z from 'zod';
import { type Parsed, parseWith } from '../platform/zod-errors.ts';
import { type QuarantineReason, type QuarantineStatus, quarantineReasons, quarantineStatuses } from './quarantine.ts';

const cursorForm = /^\d{4}-\d\d-\d\dT[\d:.]+Z#\w+$/;
const reason = z.enum(quarantineReasons, `must be one of ${quarantineReasons.join(', ')}`);

const query = z.strictObject({
  reason: z.exactOptional(reason),
  status: z.exactOptional(z.enum(quarantineStatuses, `must be one of ${quarantineStatuses.join(', ')}`)),
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

/** What `GET /v1/quarantine` asks for. */
export interface QuarantineQuery {
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
  const parsed = parseWith(query, given ?? {});
  return parsed.kind === 'ok' ? { kind: 'ok', value: { limit: 50, ...parsed.value } } : parsed;
}

/** The body of `POST /v1/quarantine/replay`. */
export const replayOrderBody = z.strictObject({ reason });

/** Reads which documents to replay: all open ones of a reason. */
export function parseReplayOrder(body: unknown): Parsed<z.output<typeof replayOrderBody>> {
  return parseWith(replayOrderBody, body);
}
