import { type HttpAnswer, type InputError, problem } from '../../platform/problem.ts';
import type { Finding, QuarantineId, QuarantineReason } from './quarantine.ts';

const details: Readonly<Record<QuarantineReason, string>> = {
  'unreadable-document': 'The document cannot be read.',
  'invalid-lead': 'The lead can be read but not used.',
  'unknown-store': 'The lead names no store we know.',
  'unreachable-person': 'The lead names nobody who could be answered.',
};

/**
 * The answer to a document that is kept but cannot be used: RFC 9457 with `reason` and `quarantineId`, under which its
 * sender finds it again. 400 for what cannot be read, else 422.
 */
export function quarantineProblem({ reason, errors }: Finding, quarantineId: QuarantineId): HttpAnswer {
  const status = reason === 'unreadable-document' ? 400 : 422;
  return withQuarantine(status, { reason, errors, detail: `${details[reason]} It is kept.` }, quarantineId);
}

/** The answer to a replay that changed nothing: 422, because the request itself was in order. */
export function stillUnusable({ reason, errors }: Finding, quarantineId: QuarantineId): HttpAnswer {
  return withQuarantine(422, { reason, errors, detail: `${details[reason]} It stays in quarantine.` }, quarantineId);
}

interface Told {
  readonly reason: QuarantineReason;
  readonly errors: readonly InputError[];
  readonly detail: string;
}

function withQuarantine(status: number, { reason, errors, detail }: Told, quarantineId: QuarantineId): HttpAnswer {
  const answer = problem(status, detail, errors);
  return { ...answer, body: { ...(answer.body as object), reason, quarantineId } };
}
