import { type CronDays, daysOf, parseDays } from './cron-days.ts';
import { numbersIn } from './cron-field.ts';
import { InvalidSchedule } from './invalid-schedule.ts';
import type { Schedule } from './schedule.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A month counted from the start of the calendar: year × 12 + month, the month from zero. */
const FIRST_MONTH = 1970 * 12;
const LAST_MONTH = 2199 * 12 + 11;

/** Reads the six fields inside `cron(…)`; throws InvalidSchedule. */
export function parseCron(fields: string): Schedule {
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year, ...more] = fields.trim().split(/\s+/);
  if (!minutes || !hours || !dayOfMonth || !month || !dayOfWeek || !year || more.length > 0)
    throw new InvalidSchedule(`cron(${fields})`);
  const inHour = [...numbersIn(minutes, { min: 0, max: 59 })];
  const times = [...numbersIn(hours, { min: 0, max: 23 })]
    .flatMap((hour) => inHour.map((minute) => (hour * 60 + minute) * MINUTE_MS))
    .sort((one, other) => one - other);
  return new CronSchedule(times, parseDays({ dayOfMonth, month, dayOfWeek, year }));
}

/** The same times on every matching day. Works by day and month: a decade is counted in some thousand steps. */
class CronSchedule implements Schedule {
  /** Milliseconds since midnight UTC, ascending. */
  readonly #times: readonly number[];
  readonly #days: CronDays;

  constructor(times: readonly number[], days: CronDays) {
    this.#times = times;
    this.#days = days;
  }

  next(at: number): number | undefined {
    for (let month = Math.max(monthOf(at), FIRST_MONTH); month <= LAST_MONTH; month += 1) {
      for (const day of daysOf(this.#days, month)) {
        if (day + DAY_MS <= at) continue;
        const time = this.#times.find((offset) => day + offset > at);
        if (time !== undefined) return day + time;
      }
    }
    return undefined;
  }

  previous(at: number): number | undefined {
    for (let month = Math.min(monthOf(at), LAST_MONTH); month >= FIRST_MONTH; month -= 1) {
      for (const day of daysOf(this.#days, month).toReversed()) {
        if (day >= at) continue;
        const time = this.#times.findLast((offset) => day + offset < at);
        if (time !== undefined) return day + time;
      }
    }
    return undefined;
  }

  count(after: number, upTo: number): number {
    let ticks = 0;
    for (let month = Math.max(monthOf(after), FIRST_MONTH); month <= Math.min(monthOf(upTo), LAST_MONTH); month += 1) {
      for (const day of daysOf(this.#days, month)) ticks += this.#countDay(day, after, upTo);
    }
    return ticks;
  }

  #countDay(day: number, after: number, upTo: number): number {
    if (day > after && day + DAY_MS <= upTo) return this.#times.length;
    return this.#times.filter((time) => day + time > after && day + time <= upTo).length;
  }
}

function monthOf(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
