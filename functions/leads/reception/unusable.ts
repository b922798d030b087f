import type { AnyReason, QuarantineReason } from '../../events/document-kinds.ts';
import type { Reading } from '../../intake/document/reading.ts';
import type { Finding } from '../../intake/quarantine/quarantine.ts';
import type { InputError } from '../../platform/problem.ts';

/** What the reasons of leads mean, to their sender. */
export const leadReasonTexts: Readonly<Record<Exclude<QuarantineReason<'lead'>, AnyReason>, string>> = {
  'invalid-lead': 'The lead can be read but not used.',
  'unknown-store': 'The lead names no store we know.',
  'unreachable-person': 'The lead names nobody who could be answered.',
  'too-many-requests': 'The person has asked this store too often within a day.',
};

/** A document that is kept for a reason, because of leads in it that are not taken. */
export interface Unusable extends Finding {
  readonly kind: 'unusable';
  /** How many of them; 1 where they could not be told apart. */
  readonly leads: number;
}

type Unread = Extract<Reading<never>, { kind: 'malformed' | 'invalid' }>;

/** What is wrong with leads that could be read: nobody to give them to, or nobody to answer. */
interface Unaddressed {
  readonly kind: 'unaddressed';
  readonly unknown: readonly InputError[];
  readonly unreachable: readonly InputError[];
  readonly leads: number;
}

/** Leads that are not taken while the others of their document are: where somebody asks too often, and what cannot be stored. */
interface Untaken {
  readonly kind: 'untaken';
  readonly tooMany: readonly string[];
  readonly unstorable: readonly InputError[];
}

/** Who asks this often is a script, or one address that stands for many. */
const tooOften =
  'has asked this store 50 times within 24 hours, or others have whom nothing tells apart; a replay after that takes the request';

/**
 * The one reason for which a document is kept, with all its errors. Of several it is the one to be mended first: a
 * dealer can be entered, whereas a person without address or number remains one; a day passes, whereas what cannot be stored
 * waits for a release that can.
 */
export function unusable(found: Unread | Unaddressed | Untaken): Unusable {
  if (found.kind === 'malformed')
    return { kind: 'unusable', reason: 'unreadable-document', errors: found.errors, leads: 1 };
  if (found.kind === 'invalid') return { kind: 'unusable', reason: 'invalid-lead', errors: found.errors, leads: 1 };
  if (found.kind === 'untaken') return untaken(found);
  const { unknown, unreachable, leads } = found;
  const reason = unknown.length > 0 ? 'unknown-store' : 'unreachable-person';
  return { kind: 'unusable', reason, errors: [...unknown, ...unreachable], leads };
}

function untaken({ tooMany, unstorable }: Untaken): Unusable {
  const errors = [...tooMany.map((path) => ({ path, message: tooOften })), ...unstorable];
  const reason = tooMany.length > 0 ? 'too-many-requests' : 'unstorable';
  return { kind: 'unusable', reason, errors, leads: errors.length };
}
