/** A result no JSON value stands for, such as a function. */
export class NotJson extends Error {}

/**
 * Copies a result of the JSONata engine into plain JSON, free of the engine's marks on arrays.
 * Numbers JSON has no literal for become strings, as AWS writes them; throws NotJson for functions.
 */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === 'object') {
    if (value === null) return null;
    return Array.isArray(value) ? value.map(elementToPlainJson) : objectToPlainJson(value);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'function') throw new NotJson();
  return value;
}

function elementToPlainJson(value: unknown): unknown {
  return value === undefined ? null : toPlainJson(value);
}

function objectToPlainJson(value: object): unknown {
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) throw new NotJson();
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy[name] = toPlainJson(member);
  return copy;
}
