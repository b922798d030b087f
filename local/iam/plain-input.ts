type Plain = Readonly<Record<string, unknown>>;
const nothing: Plain = {};

/** The value where it is an object, else an empty one: what is malformed is the service's to refuse. */
export function recordOf(value: unknown): Plain {
  return isPlain(value) ? value : nothing;
}

/** The value where it is a list, else an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}
