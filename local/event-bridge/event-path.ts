/** One step of a path: a member, an element, or all of them. */
type Step = string | number | typeof EVERY;

const EVERY = Symbol('*');

/** Reads a path in the subset that EventBridge evaluates: `$`, dotted names, indices, `*`; undefined for any other. */
export function parseEventPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const step = /^(?:\.([\w/-]+)|\[(\d+)\]|\.\*|\[\*\]|\['([^']+)'\])/.exec(rest);
    if (!step) return undefined;
    const [read, name, index, quoted] = step;
    steps.push(index === undefined ? (name ?? quoted ?? EVERY) : Number(index));
    rest = rest.slice(read.length);
  }
  return steps;
}

/** The value at a path of an event, a list for a path with `*`; undefined where there is none. */
export function valueAt(event: unknown, path: string): unknown {
  const steps = parseEventPath(path) ?? [];
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => takeStep(value, step)),
    [event],
  );
  return steps.includes(EVERY) ? found : found[0];
}

function takeStep(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === EVERY) return Object.values(value);
  if (Array.isArray(value) !== (typeof step === 'number')) return [];
  const entry = Object.entries(value).find(([name]) => name === String(step));
  return entry ? [entry[1]] : [];
}
