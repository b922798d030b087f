type Leaf = readonly [path: readonly string[], value: string];

/**
 * Rebuilds an input from the query protocol's flattened names: `A.member.1.B` is an element of list A,
 * `A.entry.1.Name|key` with `.Value|value` an entry of map A. Every scalar stays a string.
 */
export function readQueryInput(form: URLSearchParams): Readonly<Record<string, unknown>> {
  const leaves = [...form]
    .filter(([name]) => name !== 'Action' && name !== 'Version')
    .map(([name, value]): Leaf => [name.split('.'), value]);
  return structure(leaves);
}

function member(leaves: readonly Leaf[]): unknown {
  const [first] = leaves;
  if (first?.[0].length === 0) return first[1];
  const names = new Set(leaves.map(([[name]]) => name));
  if (names.size === 1 && names.has('member')) return elements(below(leaves));
  if (names.size === 1 && names.has('entry')) return Object.fromEntries(elements(below(leaves)).map(entry));
  return structure(leaves);
}

function structure(leaves: readonly Leaf[]): Record<string, unknown> {
  const groups = Map.groupBy(leaves, ([[name]]) => name ?? '');
  return Object.fromEntries([...groups].map(([name, group]) => [name, member(below(group))]));
}

function elements(leaves: readonly Leaf[]): unknown[] {
  const groups = Map.groupBy(leaves, ([[index]]) => Number(index));
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => member(below(group)));
}

function below(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.map(([path, value]): Leaf => [path.slice(1), value]);
}

function entry(pair: unknown): [string, unknown] {
  const members = new Map(Object.entries(pair ?? {}));
  return [String(members.get('Name') ?? members.get('key')), members.get('Value') ?? members.get('value')];
}
