import type { FieldTest } from './field-test.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { addressDigits } from './ip-address.ts';

/** The test that a value is this address, however it is written; undefined when the text is no address. */
export function equalsAddress(text: string): FieldTest | undefined {
  const digits = addressDigits(text);
  return digits === undefined ? undefined : inRange(digits, digits);
}

/** Reads `{"cidr": "10.0.0.0/24"}`; throws InvalidPattern for what is no block of addresses. */
export function cidrTest(value: unknown): FieldTest {
  if (typeof value !== 'string') throw new InvalidPattern('prefix match pattern must be a string');
  const [base = '', mask, ...more] = value.split('/');
  if (mask === undefined || more.length > 0) throw new InvalidPattern("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(mask)) throw new InvalidPattern('Malformed CIDR, mask bits must be an integer');
  const digits = addressDigits(base);
  if (digits === undefined) throw new InvalidPattern(`Nonstandard IP address: ${base}`);
  const bits = digits.length * 4;
  if (Number(mask) >= bits)
    throw new InvalidPattern(bits === 32 ? 'IPv4 mask bits must be < 32' : 'IPv6 mask bits must be < 128');
  const host = (1n << BigInt(bits - Number(mask))) - 1n;
  const address = BigInt(`0x${digits}`);
  return inRange(toDigits(address & ~host, digits.length), toDigits(address | host, digits.length));
}

function toDigits(value: bigint, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0');
}

/**
 * The library walks a range digit by digit and stops at the first digit that decides, whatever follows: the address of
 * the other family, longer or shorter, can match.
 */
function inRange(bottom: string, top: string): FieldTest {
  return {
    matches: (text) => {
      const digits = addressDigits(text.startsWith('"') ? text.slice(1, -1) : text);
      return digits !== undefined && within(digits, bottom, top);
    },
  };
}

function within(digits: string, bottom: string, top: string): boolean {
  let onBottom = true;
  let onTop = true;
  for (let i = 0; i < bottom.length; i += 1) {
    const digit = digits[i];
    if (digit === undefined) return false;
    const low: string = onBottom ? (bottom[i] ?? '') : '';
    const high: string = onTop ? (top[i] ?? '') : 'G';
    if (digit < low || digit > high) return false;
    onBottom &&= digit === low;
    onTop &&= digit === high;
    if (!onBottom && !onTop) return true;
  }
  return true;
}
