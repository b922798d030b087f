import type { QuarantineReason } from '../../events/document-kinds.ts';
import type { Reading } from '../../intake/document/reading.ts';
import type { Finding } from '../../intake/quarantine/quarantine.ts';
import type { InputError } from '../../platform/problem.ts';

/** What the reasons of leads mean, to their sender. */
export const leadReasonTexts: Readonly<Record<Exclude<QuarantineReason<'lead'>, 'unreadable-document'>, string>> = {
  'invalid-lead': 'The lead can be read but not used.',
  'unknown-store': 'The lead names no store we know.',
  'unreachable-person': 'The lead names nobody who could be answered.',
  'too-many-requests': 'The person has asked this store too often within a day.',
};

/** A document none of whose leads is taken in, with the reason it is kept for. */
export interface Unusable extends Finding {
  readonly kind: 'unusable';
  /** Leads in it; 1 where they could not be told apart. */
  readonly leads: number;
}

/** What is wrong with leads that could be read: nobody to give them to, or nobody to answer. */
interface Unaddressed {
  readonly kind: 'unaddressed';
  readonly unknown: readonly InputError[];
  readonly unreachable: readonly InputError[];
  readonly leads: number;
}

/** Where in a document somebody asks too often, and how many leads of the document were taken before it. */
interface TooManyRequests {
  readonly kind: 'too-many';
  readonly prospect: number;
  readonly prospects: number;
  readonly taken: number;
}

/**
 * The one reason for which a document is kept, with all its errors. Of several it is the one to be mended first: a
 * dealer can be entered, whereas a person without address or number remains one.
 */
export function unusable(
  found: Extract<Reading<never>, { kind: 'malformed' | 'invalid' }> | Unaddressed | TooManyRequests,
): Unusable {
  if (found.kind === 'too-many') return tooManyRequests(found);
  if (found.kind === 'malformed')
    return { kind: 'unusable', reason: 'unreadable-document', errors: found.errors, leads: 1 };
  if (found.kind === 'invalid') return { kind: 'unusable', reason: 'invalid-lead', errors: found.errors, leads: 1 };
  const { unknown, unreachable, leads } = found;
  const reason = unknown.length > 0 ? 'unknown-store' : 'unreachable-person';
  return { kind: 'unusable', reason, errors: [...unknown, ...unreachable], leads };
}

/** Who asks this often is a script, or one address that stands for many; what was taken before stays taken. */
function tooManyRequests({ prospect, prospects, taken }: TooManyRequests): Unusable {
  const path = prospects === 1 ? 'customer' : `prospect[${prospect}].customer`;
  const asked = 'has asked this store 50 times within 24 hours; a replay after that takes the request';
  const message = taken === 0 ? asked : `${asked} (${taken} before it in this document were taken)`;
  return { kind: 'unusable', reason: 'too-many-requests', errors: [{ path, message }], leads: prospects - taken };
}
