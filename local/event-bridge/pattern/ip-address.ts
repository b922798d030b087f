/** An address as upper-case hexadecimal digits, 8 for IPv4 and 32 for IPv6; undefined for text that is no address. */
export function addressDigits(text: string): string | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return v4Digits(text);
  if (/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text)) return v6Digits(text);
  return undefined;
}

function v4Digits(text: string): string | undefined {
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes.map((byte) => hex(byte, 2)).join('') : undefined;
}

function v6Digits(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const front = groups(head);
  const back = groups(tail ?? '');
  const missing = 8 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...front, ...Array<string>(missing).fill('0'), ...back];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const digits = all.map((group) => hex(Number.parseInt(group, 16), 4)).join('');
  // An IPv4 address written in IPv6 form is that IPv4 address to the library's parser.
  return digits.startsWith('00000000000000000000FFFF') ? digits.slice(24) : digits;
}

function groups(half: string): readonly string[] {
  return half === '' ? [] : half.split(':');
}

function hex(value: number, width: number): string {
  return value.toString(16).toUpperCase().padStart(width, '0');
}
