/** What of the words of a sender the table can keep, and give back as they were, beside its 400 KB an item. */

/** DynamoDB keeps numbers from 1E-130 on; what is finer than this is no amount of anything. */
const leastNumber = 1e-100;
/** With these as names the SDK's marshaller takes an object for something else, or JavaScript for its prototype. */
const takenNames: ReadonlySet<string> = new Set(['', 'constructor', '__proto__']);
const longestName = 200;
/** The table ends at 32 levels; what is kept as it was given stands some levels down in its item. */
const deepest = 8;
/** Of one part of a document that is kept as it was given. */
const longestText = 20_000;

/** Whether a number comes back from the table as it was: exact in a double, and not finer than the table's numbers. */
export function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= leastNumber);
}

/** Whether a sender's name for something may be the name of an attribute. */
export function isStorableName(name: string): boolean {
  return !takenNames.has(name) && name.length <= longestName && name.isWellFormed();
}

/** Whether a parsed JSON value can be kept as it is: not deep, its names, numbers and texts such as the table takes. */
export function isStorableJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return isStorableNumber(value);
  if (typeof value === 'string') return value.length <= longestText && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  // Of an array the names are its positions.
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return (
    depth < deepest &&
    names.every(isStorableName) &&
    Object.values(value).every((part) => isStorableJson(part, depth + 1))
  );
}
