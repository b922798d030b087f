import type { Fault } from './faults.ts';

/** An object or list that is being read. */
interface Open {
  /** The keys so far; undefined for a list. */
  readonly keys: Set<string> | undefined;
  /** Of what is read next: the key, or the position in the list. */
  next: string | number;
}

/** Keys that stand twice in one object of a JSON text, which JSON.parse takes silently: the last one would count. The text must be JSON. */
export function repeatedKeysIn(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  const open: Open[] = [];
  const here = () => open.flatMap(({ next }) => [next]);
  for (const [token, key] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const last = open.at(-1);
    if (key !== undefined && last?.keys) {
      last.next = JSON.parse(key) as string;
      if (last.keys.has(last.next)) faults.push({ path: here(), message: 'stands twice' });
      last.keys.add(last.next);
    } else if (token === '{') open.push({ keys: new Set(), next: '' });
    else if (token === '[') open.push({ keys: undefined, next: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && last && typeof last.next === 'number') last.next += 1;
  }
  return faults;
}
