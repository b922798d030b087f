import type { AnyReason, QuarantineReason } from '../../events/document-kinds.ts';
import { type HttpAnswer, problem } from '../../platform/problem.ts';
import type { Finding, QuarantineId } from './quarantine.ts';

/** What the reasons of one kind mean, each a sentence to the sender, in the words of the room that takes the kind in. */
export type ReasonTexts = Readonly<Partial<Record<QuarantineReason, string>>>;

/** A finding about the document that is kept under this id. */
interface KeptFinding extends Finding {
  readonly quarantineId: QuarantineId;
  /** What of the document was taken all the same, in the list its door has for it. */
  readonly taken?: Readonly<Record<string, readonly unknown[]>>;
}

const anyTexts: Readonly<Record<AnyReason, string>> = {
  'unreadable-document': 'The document cannot be read.',
  unstorable: 'The document can be read but not stored, and sending it again does not help.',
};

/**
 * The answer to a document that is kept but cannot be used: RFC 9457 with `reason` and `quarantineId`, under which its
 * sender finds it again. 400 for what cannot be read, else 422.
 */
export function quarantineProblem(found: KeptFinding, texts: ReasonTexts): HttpAnswer<400 | 422> {
  const status = found.reason === 'unreadable-document' ? 400 : 422;
  return answerWith(status, found, `${textOf(found, texts)} It is kept.`);
}

/** The answer to a replay that changed nothing: 422, because the request itself was in order. */
export function stillUnusable(found: KeptFinding, texts: ReasonTexts): HttpAnswer<422> {
  return answerWith(422, found, `${textOf(found, texts)} It stays in quarantine.`);
}

function textOf({ reason }: Finding, texts: ReasonTexts): string {
  return { ...anyTexts, ...texts }[reason] ?? '';
}

function answerWith<const Status extends 400 | 422>(
  status: Status,
  { reason, errors, quarantineId, taken = {} }: KeptFinding,
  detail: string,
): HttpAnswer<Status> {
  const lists = Object.entries(taken).filter(([, list]) => list.length > 0);
  const others = lists.map(([name, list]) => ` Of it ${list.length} ${name} were taken all the same.`).join('');
  const answer = problem(status, detail + others, errors);
  return { ...answer, body: { ...(answer.body as object), reason, quarantineId, ...Object.fromEntries(lists) } };
}
