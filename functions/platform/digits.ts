/** A text with the decimal digits of every script (Unicode's Nd) as 0 to 9. */
export function inAsciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => `${digitValue(digit.codePointAt(0) ?? 0)}`);
}

/** Unicode keeps the ten digits of a script in order and side by side, so a digit's distance from the first of its run says which it is. */
function digitValue(point: number): number {
  let first = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (point - first) % 10;
}
