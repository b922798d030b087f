import { InvalidSchedule } from './invalid-schedule.ts';

export interface FieldRange {
  readonly min: number;
  readonly max: number;
  /** Names of the numbers from `min` on. */
  readonly names?: readonly string[];
}

/** Reads one field of a cron expression with `,` `-` `*` `/`, ascending; throws InvalidSchedule. */
export function numbersIn(field: string, range: FieldRange): ReadonlySet<number> {
  const numbers = field.split(',').flatMap((item) => itemNumbers(item, range));
  return new Set(numbers.sort((one, other) => one - other));
}

/** Reads one number or name of a field; throws InvalidSchedule. */
export function numberIn(text: string, { min, max, names }: FieldRange): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const number = named >= 0 ? min + named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw new InvalidSchedule(text);
  return number;
}

function itemNumbers(item: string, range: FieldRange): readonly number[] {
  const [span = '', step, ...more] = item.split('/');
  if (more.length > 0) throw new InvalidSchedule(item);
  const [from, to] = spanOf(span, step === undefined ? undefined : range.max, range);
  const every = step === undefined ? 1 : numberIn(step, { min: 1, max: range.max });
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every);
}

function spanOf(span: string, openEnd: number | undefined, range: FieldRange): readonly [number, number] {
  if (span === '*') return [range.min, range.max];
  const [first = '', last, ...more] = span.split('-');
  if (more.length > 0) throw new InvalidSchedule(span);
  const from = numberIn(first, range);
  const to = last === undefined ? (openEnd ?? from) : numberIn(last, range);
  if (to < from) throw new InvalidSchedule(span);
  return [from, to];
}
