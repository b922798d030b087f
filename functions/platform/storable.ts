/** What of the words of a sender the table can keep, and give back as they were, beside its 400 KB an item. */

/** DynamoDB keeps numbers from 1E-130 on; what is finer than this is no amount of anything. */
const leastNumber = 1e-100;
/** With these as names the SDK's marshaller takes an object for something else, or JavaScript for its prototype. */
const takenNames: ReadonlySet<string> = new Set(['', 'constructor', '__proto__']);
const longestName = 200;

/** Whether a number comes back from the table as it was: exact in a double, and not finer than the table's numbers. */
export function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= leastNumber);
}

/** Whether a sender's name for something may be the name of an attribute. */
export function isStorableName(name: string): boolean {
  return !takenNames.has(name) && name.length <= longestName && name.isWellFormed();
}
