import type { FieldTest } from './field-test.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { patternList } from './pattern-list.ts';

/** One way to match a pattern: for each path, the tests of which one must hold. */
export type Branch = ReadonlyMap<string, readonly FieldTest[]>;

/** Words of the pattern language that cannot name a field inside `$or` (aws/event-ruler, Constants). */
const RESERVED = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr'],
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/** A pattern as its branches, one for each combination of `$or` choices; throws InvalidPattern. */
export function branchesOf(pattern: unknown): readonly Branch[] {
  if (!isObject(pattern)) throw new InvalidPattern('Filter is not an object');
  return withObject([new Map()], pattern, { path: '', inOr: false });
}

interface Where {
  readonly path: string;
  readonly inOr: boolean;
}

function withObject(branches: readonly Branch[], object: object, where: Where): readonly Branch[] {
  const entries: readonly [string, unknown][] = Object.entries(object);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  let grown = branches;
  for (const [step, value] of entries) {
    grown = step === '$or' ? withChoices(grown, value, where) : withField(grown, [step, value], where);
  }
  return grown;
}

function withField(branches: readonly Branch[], [step, value]: readonly [string, unknown], where: Where) {
  if (where.inOr && RESERVED.has(step))
    throw new InvalidPattern(`${step} is Ruler reserved fieldName which cannot be used inside $or.`);
  const path = where.path === '' ? step : `${where.path}.${step}`;
  if (isObject(value)) return withObject(branches, value, { ...where, path });
  if (!Array.isArray(value)) throw new InvalidPattern(`"${step}" must be an object or an array`);
  const list = patternList(value);
  // A path named twice keeps its last list, in each branch by itself.
  return branches.map((branch) => new Map(branch).set(path, list));
}

function withChoices(branches: readonly Branch[], choices: unknown, where: Where): readonly Branch[] {
  if (!Array.isArray(choices)) throw new InvalidPattern('It must be an Array followed with $or.');
  const objects = choices.map((choice: unknown) => {
    if (!isObject(choice)) throw new InvalidPattern('Only JSON object is allowed in array of $or relationship.');
    return choice;
  });
  if (objects.length < 2) throw new InvalidPattern('There must have at least 2 Objects in $or relationship.');
  return objects.flatMap((choice) => withObject(branches, choice, { ...where, inOr: true }));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
