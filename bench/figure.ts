/** One line of a figure: what was measured, what was aimed at, and what the same run measured beside it. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal?: string;
  readonly beside?: string;
}

/** Rows as they are printed: a table that can be pasted into README.md. */
export function tableOf(rows: readonly Row[]): string {
  return [tableHead, ...rows.map(lineOf)].join('\n');
}

/** What stands above the rows of a table. */
export const tableHead = ['| figure | goal | measured | beside |', '| --- | --- | --- | --- |'].join('\n');

/** One row of a table. */
export function lineOf({ what, measured, goal, beside }: Row): string {
  return `| ${[what, goal ?? '–', measured, beside ?? '–'].join(' | ')} |`;
}

/** A whole number with thousands apart: `12,345`. */
export function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** Milliseconds in two digits or more: `0.42 ms`, `38 ms`. */
export function milliseconds(number: number): string {
  if (number < 0.01) return '< 0.01 ms';
  return `${number < 10 ? number.toFixed(2) : number.toFixed(0)} ms`;
}

/** How many times as much `a` is as `b`: `3.1 ×`. */
export function times(a: number, b: number): string {
  return `${(a / b).toFixed(a / b < 10 ? 1 : 0)} ×`;
}
