/** Five hundred thousand million, in millionths: the largest number the matcher compares. */
const LARGEST = 500_000_000_000_000_000n;

/**
 * Reads a number in millionths; undefined for text that is no number, has more than six decimals or is larger than 5e11,
 * which the matcher does not compare as a number.
 */
export function toMillionths(text: string): bigint | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/0+$/, '');
  if (digits === '') return 0n;
  const stripped = whole.length + fraction.length - digits.length;
  const power = Number(exponent) - fraction.length + stripped + 6;
  if (power < 0 || power > 40) return undefined;
  const millionths = BigInt(digits) * 10n ** BigInt(power);
  if (millionths > LARGEST) return undefined;
  return sign === '-' ? -millionths : millionths;
}
