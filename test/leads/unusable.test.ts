import { expect, test } from 'vitest';
import { unusable } from '../../functions/leads/reception/unusable.ts';

const error = (path: string) => ({ path, message: 'x' });
const unaddressed = (unknown: string[], unreachable: string[]) =>
  ({ kind: 'unaddressed', unknown: unknown.map(error), unreachable: unreachable.map(error), leads: 2 }) as const;
const untaken = (tooMany: string[], unstorable: string[]) =>
  ({ kind: 'untaken', tooMany, unstorable: unstorable.map(error) }) as const;

test.each([
  [{ kind: 'malformed', errors: [error('line 1')] } as const, 'unreadable-document', ['line 1'], 1],
  [{ kind: 'invalid', errors: [error('source')] } as const, 'invalid-lead', ['source'], 1],
  [unaddressed(['vendor'], []), 'unknown-store', ['vendor'], 2],
  [unaddressed([], ['customer']), 'unreachable-person', ['customer'], 2],
  // The store is mended first: a replay then says what is left.
  [unaddressed(['vendor'], ['customer']), 'unknown-store', ['vendor', 'customer'], 2],
  [untaken(['customer'], []), 'too-many-requests', ['customer'], 1],
  [untaken([], ['prospect[1]']), 'unstorable', ['prospect[1]'], 1],
  // A day passes; a replay then says what is left.
  [untaken(['prospect[0].customer'], ['prospect[1]']), 'too-many-requests', ['prospect[0].customer', 'prospect[1]'], 2],
])('%o is kept for one reason with all its errors', (found, reason, paths, leads) => {
  const kept = unusable(found);
  expect(kept).toMatchObject({ kind: 'unusable', reason, leads });
  expect(kept.errors.map(({ path }) => path)).toEqual(paths);
});
