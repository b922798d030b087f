import { type FieldRange, numberIn, numbersIn } from './cron-field.ts';
import { InvalidSchedule } from './invalid-schedule.ts';

const DAYS: FieldRange = { min: 1, max: 31 };
const WEEKDAYS: FieldRange = { min: 1, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };
const MONTHS: FieldRange = {
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const YEARS: FieldRange = { min: 1970, max: 2199 };

/** A month as the day fields see it. */
interface Month {
  readonly days: number;
  /** The weekday of the first, Sunday 0. */
  readonly startsOn: number;
}

type DayTest = (day: number, month: Month) => boolean;

/** The days on which a cron expression ticks. */
export interface CronDays {
  readonly years: ReadonlySet<number>;
  /** From 1. */
  readonly months: ReadonlySet<number>;
  readonly matches: DayTest;
}

interface DayFields {
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
  readonly year: string;
}

/** Reads the four day fields; exactly one of day of month and day of week is `?`. Throws InvalidSchedule. */
export function parseDays({ dayOfMonth, month, dayOfWeek, year }: DayFields): CronDays {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) throw new InvalidSchedule(`${dayOfMonth} and ${dayOfWeek}`);
  return {
    years: numbersIn(year, YEARS),
    months: numbersIn(month, MONTHS),
    matches: dayOfWeek === '?' ? dayOfMonthTest(dayOfMonth) : dayOfWeekTest(dayOfWeek),
  };
}

/** The matching days of a month (year × 12 + month from zero), as the instants of their midnights, ascending. */
export function daysOf({ years, months, matches }: CronDays, month: number): readonly number[] {
  const year = Math.floor(month / 12);
  const ofYear = month % 12;
  if (!years.has(year) || !months.has(ofYear + 1)) return [];
  const shape = {
    days: new Date(Date.UTC(year, ofYear + 1, 0)).getUTCDate(),
    startsOn: new Date(Date.UTC(year, ofYear, 1)).getUTCDay(),
  };
  const days = Array.from({ length: shape.days }, (_, index) => index + 1);
  return days.filter((day) => matches(day, shape)).map((day) => Date.UTC(year, ofYear, day));
}

function dayOfMonthTest(field: string): DayTest {
  if (field === 'L') return (day, { days }) => day === days;
  if (field === 'LW') return (day, month) => day === nearestWeekday(month.days, month);
  const near = /^(\d+)W$/.exec(field)?.[1];
  if (near !== undefined) {
    const wanted = numberIn(near, DAYS);
    return (day, month) => wanted <= month.days && day === nearestWeekday(wanted, month);
  }
  const numbers = numbersIn(field, DAYS);
  return (day) => numbers.has(day);
}

/** The Monday to Friday closest to a day, in the same month. */
function nearestWeekday(day: number, month: Month): number {
  const weekday = weekdayOf(day, month);
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === month.days ? day - 2 : day + 1;
  return day;
}

function dayOfWeekTest(field: string): DayTest {
  const [, name = '', which = ''] = /^(\w+)#(\d)$/.exec(field) ?? [];
  if (name !== '') {
    const wanted = numberIn(name, WEEKDAYS) - 1;
    const nth = numberIn(which, { min: 1, max: 5 });
    return (day, month) => weekdayOf(day, month) === wanted && Math.ceil(day / 7) === nth;
  }
  const last = /^(\w+)L$/.exec(field)?.[1];
  if (last !== undefined) {
    const wanted = numberIn(last, WEEKDAYS) - 1;
    return (day, month) => weekdayOf(day, month) === wanted && day + 7 > month.days;
  }
  // Without a day, L is the last day of the week.
  const numbers = numbersIn(field === 'L' ? 'SAT' : field, WEEKDAYS);
  return (day, month) => numbers.has(weekdayOf(day, month) + 1);
}

function weekdayOf(day: number, { startsOn }: Month): number {
  return (startsOn + day - 1) % 7;
}
