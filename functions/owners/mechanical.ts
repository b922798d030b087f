/** Shortest run of digits or letters that nobody has by chance. */
const shortestRun = { name: 3, number: 7 } as const;

/** Whether a name is one character again and again, or a straight run: `aaa`, `x`, `123`, `abcd`. */
export function isMechanicalName(name: string): boolean {
  const points = [...name].map((character) => character.codePointAt(0) ?? 0);
  return isRun(points, 0) || (points.length >= shortestRun.name && isRun(points, 1));
}

/**
 * Whether a number, given in ASCII digits, was typed mechanically: one digit again and again, or a straight run up or down,
 * with 0 behind 9 (1234567890). Of one in E.164 its national part counts.
 */
export function isMechanicalNumber(number: string): boolean {
  const digits = [...number.replace(callingCode, '').replace(/\D/g, '')].map(Number);
  const isStraight = isRun(digits, 1) || isRun(digits, 9);
  return isRun(digits, 0) || (digits.length >= shortestRun.number && isStraight);
}

/** The country's code of a number in E.164: ITU-T gives some one digit, some two, the others three. */
const callingCode = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** Whether each is as far from the one before, digits counted round from 9 to 0. */
function isRun(values: readonly number[], step: number): boolean {
  return values.slice(1).every((value, at) => {
    const distance = value - (values[at] ?? 0);
    return distance === step || (value < 10 && distance === step - 10);
  });
}
