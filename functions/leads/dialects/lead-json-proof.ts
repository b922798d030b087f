/** Deepest nesting of a consent grant; the table itself ends at 32 levels. */
const maxDepth = 8;

/** Whether a parsed JSON value can be kept as it is: not deep, names not empty, numbers exact in a double. */
export function jsonProof(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) || (Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  return (
    depth < maxDepth &&
    Object.entries(value).every(([name, part]) => name !== '' && name.isWellFormed() && jsonProof(part, depth + 1))
  );
}
