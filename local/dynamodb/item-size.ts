import type { AttributeValue, Item } from './attribute-value.ts';

/** The largest item DynamoDB stores, in bytes. */
export const maxItemBytes = 400 * 1024;

/** Items are never changed, and one that is written is measured by its table, its indexes, its stream and the bill. */
const measured = new WeakMap<Item, number>();

/** The bytes an item counts: names and values in UTF-8, numbers two digits a byte, by the developer guide's "item sizes and formats". */
export function itemBytes(item: Item): number {
  const known = measured.get(item);
  if (known !== undefined) return known;
  const bytes = mapBytes(item);
  measured.set(item, bytes);
  return bytes;
}

function mapBytes(item: Item): number {
  let bytes = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueBytes(value);
  }
  return bytes;
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.M) return 3 + Object.keys(value.M).length + mapBytes(value.M);
  if (value.L) return value.L.reduce((sum, member) => sum + 1 + valueBytes(member), 3);
  if (value.SS) return value.SS.reduce((sum, member) => sum + Buffer.byteLength(member), 0);
  if (value.NS) return value.NS.reduce((sum, member) => sum + numberBytes(member), 0);
  if (value.BS) return value.BS.reduce((sum, member) => sum + Buffer.byteLength(member, 'base64'), 0);
  return 1;
}

/** A number takes a byte for two significant digits and one for its exponent, and one more when negative. */
function numberBytes(number: string): number {
  const digits = number.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return 1 + Math.ceil(digits.length / 2) + (number.startsWith('-') ? 1 : 0);
}
