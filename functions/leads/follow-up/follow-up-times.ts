import { Temporal } from 'temporal-polyfill';
import type { BusinessDay } from './follow-up-days.ts';

/** Times on the second day are chosen from a grid as wide as this, closer where the day is short. */
const gridMilliseconds = 30 * 60_000;
const dayMilliseconds = 24 * 60 * 60_000;

/**
 * When the second attempt is due, in epoch milliseconds: so many minutes of open time after the contact, or at the next
 * day's opening where the dealer closes before they are over.
 */
export function secondAttemptMilliseconds(
  contactMilliseconds: number,
  afterMinutes: number,
  days: readonly BusinessDay[],
): number {
  let missing = afterMinutes * 60_000;
  for (const { start, end } of days[0]?.periods ?? []) {
    // Strictly before closing: nobody does at five what is due at five.
    if (missing < end - start) return start + missing;
    missing -= end - start;
  }
  const earliest = contactMilliseconds + afterMinutes * 60_000;
  const next = days.slice(1).flatMap(({ periods }) => periods.filter(({ end }) => end > earliest))[0];
  return next ? Math.max(next.start, earliest) : earliest;
}

/** What the touches of the second day are chosen by. */
interface DayTwoWish {
  readonly touches: number;
  /** The touches before, in epoch milliseconds: these times of day are kept away from. */
  readonly touchedMilliseconds: readonly number[];
  readonly timeZone: string;
}

/** The second business day, and its touches in order, in epoch milliseconds. */
interface DayTwo {
  readonly date: Temporal.PlainDate;
  readonly touchMilliseconds: readonly number[];
}

/** The next business day that has room for the touches after the second attempt, at other times of day than before. */
export function planDayTwo(days: readonly BusinessDay[], wish: DayTwoWish): DayTwo | undefined {
  const earliest = Math.max(...wish.touchedMilliseconds);
  for (const day of days.slice(1)) {
    const times = gridOf(day, wish.touches).filter((milliseconds) => milliseconds > earliest);
    if (times.length >= wish.touches) return { date: day.date, touchMilliseconds: farthestApart(times, wish) };
  }
  return undefined;
}

function gridOf({ periods }: BusinessDay, touches: number): number[] {
  const open = periods.reduce((sum, { start, end }) => sum + end - start, 0);
  const step = Math.min(gridMilliseconds, Math.max(1000, Math.floor(open / (touches + 1) / 1000) * 1000));
  return periods.flatMap(({ start, end }) =>
    Array.from({ length: Math.ceil((end - start) / step) }, (_, index) => start + index * step),
  );
}

/** Takes one time after the other, each as far from all times of day so far as can be; of equals the later. */
function farthestApart(
  times: readonly number[],
  { touches, touchedMilliseconds, timeZone }: DayTwoWish,
): readonly number[] {
  const taken = touchedMilliseconds.map((milliseconds) => timeOfDay(milliseconds, timeZone));
  const free = times.map((milliseconds) => ({ milliseconds, clock: timeOfDay(milliseconds, timeZone) }));
  const chosen: number[] = [];
  while (chosen.length < touches) {
    const distances = free.map(({ clock }) => Math.min(...taken.map((other) => distanceOf(clock, other))));
    const [best] = free.splice(distances.lastIndexOf(Math.max(...distances)), 1);
    if (!best) break;
    chosen.push(best.milliseconds);
    taken.push(best.clock);
  }
  return chosen.toSorted((one, other) => one - other);
}

/** Milliseconds of the wall clock since midnight. */
function timeOfDay(milliseconds: number, timeZone: string): number {
  const { hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function distanceOf(one: number, other: number): number {
  const distance = Math.abs(one - other);
  return Math.min(distance, dayMilliseconds - distance);
}
