import { combineMemberships, type EventField, type EventFields, type Membership } from './event-fields.ts';
import type { FieldTest } from './field-test.ts';
import type { Branch } from './pattern-branches.ts';

interface Step {
  readonly path: string;
  readonly tests: readonly FieldTest[];
}

/**
 * Turns a branch into a search. It goes through the branch's fields in the order of their paths and takes one value for
 * each, so that all values lie in the same element of every array they share; `exists: false` asks only about the
 * elements chosen so far.
 */
export function searchOf(branch: Branch): (fields: EventFields) => boolean {
  const steps = [...branch].map(([path, tests]) => ({ path, tests }));
  steps.sort((one, other) => (one.path < other.path ? -1 : 1));
  return (fields) => search({ fields, steps }, 0, new Map());
}

interface Hunt {
  readonly fields: EventFields;
  readonly steps: readonly Step[];
}

function search(hunt: Hunt, depth: number, within: Membership): boolean {
  const step = hunt.steps[depth];
  if (!step) return true;
  const present = (hunt.fields.get(step.path) ?? []).flatMap((field) => placements(field, within));
  if (present.length === 0) return step.tests.some((test) => test.absent) && search(hunt, depth + 1, within);
  let stayed = false;
  for (const { text, next } of present) {
    // Values that lie in no further array lead to the same search: one is enough.
    if (stayed && next === within) continue;
    if (!step.tests.some((test) => test.matches(text))) continue;
    stayed ||= next === within;
    if (search(hunt, depth + 1, next)) return true;
  }
  return false;
}

function placements(
  { text, within: own }: EventField,
  within: Membership,
): readonly { text: string; next: Membership }[] {
  const next = combineMemberships(within, own);
  return next ? [{ text, next }] : [];
}
