import type { AttributeValue, Item } from './attribute-value.ts';

/** Whole numbers that stand as DynamoDB writes them, in no more digits than it takes. */
const plainNumber = /^(0|-?[1-9]\d{0,36})$/;

/**
 * A copy of an item in which nothing is wrong; undefined where anything is, or is out of the ordinary. dynalite's checks
 * walk an item several times and build a description of every value's type: they are for the message then.
 */
export function soundItem(given: unknown): Item | undefined {
  if (!isPlain(given)) return undefined;
  const item: Record<string, AttributeValue> = {};
  for (const name of Object.keys(given)) {
    const value = soundValue(given[name]);
    // This name would set the copy's prototype.
    if (!value || name === '__proto__') return undefined;
    item[name] = value;
  }
  return item;
}

function soundValue(given: unknown): AttributeValue | undefined {
  if (!isPlain(given)) return undefined;
  const [type, ...others] = Object.keys(given);
  if (type === undefined || others.length > 0) return undefined;
  const value = given[type];
  switch (type) {
    case 'S':
      return typeof value === 'string' ? { S: value } : undefined;
    case 'N':
      return typeof value === 'string' && plainNumber.test(value) ? { N: value } : undefined;
    case 'BOOL':
      return typeof value === 'boolean' ? { BOOL: value } : undefined;
    case 'NULL':
      return value === true ? { NULL: value } : undefined;
    case 'SS':
      return isStringSet(value) ? { SS: [...value] } : undefined;
    case 'L':
      return soundList(value);
    case 'M':
      return soundMap(value);
    default:
      return undefined;
  }
}

function soundMap(given: unknown): AttributeValue | undefined {
  const M = soundItem(given);
  return M && { M };
}

function soundList(given: unknown): AttributeValue | undefined {
  if (!Array.isArray(given)) return undefined;
  const L: AttributeValue[] = [];
  for (const member of given) {
    const value = soundValue(member);
    if (!value) return undefined;
    L.push(value);
  }
  return { L };
}

function isStringSet(given: unknown): given is readonly string[] {
  return (
    Array.isArray(given) &&
    given.length > 0 &&
    given.every((member) => typeof member === 'string') &&
    new Set(given).size === given.length
  );
}

function isPlain(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
