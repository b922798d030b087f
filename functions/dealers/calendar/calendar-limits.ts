import { Temporal } from 'temporal-polyfill';
import type { InputError } from '../../platform/problem.ts';
import { elapsed } from './business-time.ts';
import type { Calendar, OpenInterval } from './calendar.ts';
import { minutesOf, minutesPerDay, weeklyHoursOn } from './opening-hours.ts';

/** Every lead keeps the calendar it came with. */
const mostKilobytes = 20;
/** A first response and its whole ladder fit into it, whatever the dealer's target. */
const leastOpen = Temporal.Duration.from({ minutes: 300 });
/** As far as holidays and special hours may put off what a week has to offer: four weeks closed, and one to come back. */
const longestWaitDays = 35;

/**
 * What is wrong with a calendar as a whole: too large, too few open minutes in its week, or a time from today on that it
 * keeps closed for longer than anybody can wait for an answer.
 */
export function calendarErrors(calendar: Calendar, now: Temporal.Instant): readonly InputError[] {
  const large = tooLarge(calendar);
  // Nothing of a calendar that is too large is looked at day by day.
  if (large) return [large];
  if (Temporal.Duration.compare(openInWeek(calendar), leastOpen) < 0)
    return [{ path: 'hours', message: `must have at least ${leastOpen.minutes} open minutes in a week` }];
  if (!closesTooLong(calendar, now)) return [];
  const within = `${leastOpen.minutes} open minutes within ${longestWaitDays} days`;
  return [{ path: 'hours', message: `must leave ${within} of every holiday and exception to come` }];
}

/** The list that takes most of the room is the one to shorten. */
function tooLarge({ hours, holidays, exceptions }: Calendar): InputError | undefined {
  const lists = Object.entries({ hours, holidays, exceptions });
  const sized = lists.map(([path, list]) => ({ path, bytes: new TextEncoder().encode(JSON.stringify(list)).length }));
  const bytes = sized.reduce((sum, list) => sum + list.bytes, 0);
  const [largest] = sized.toSorted((one, other) => other.bytes - one.bytes);
  if (!largest || bytes <= mostKilobytes * 1024) return undefined;
  return { path: largest.path, message: `hours, holidays and exceptions may have ${mostKilobytes} KB together` };
}

/** The open time of a week without holidays, each minute once however many rows name it. */
function openInWeek({ hours }: Calendar): Temporal.Duration {
  const monday = Temporal.Instant.from('2026-01-05T00:00:00Z');
  return elapsed(monday, monday.add({ hours: 7 * 24 }), { timeZone: 'UTC', hours, holidays: [], exceptions: [] });
}

/**
 * Only a holiday or an exception puts off what the week offers, so the wait is longest from one of them on. Counted on
 * the wall clock, because a calendar may name hundreds of dates: a change of the clocks takes an hour at most.
 */
function closesTooLong(calendar: Calendar, now: Temporal.Instant): boolean {
  const { timeZone, holidays, exceptions } = calendar;
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const changed = new Map<string, readonly OpenInterval[]>(holidays.map((date) => [date, []]));
  for (const [date, all] of Map.groupBy(exceptions, (exception) => exception.date))
    changed.set(
      date,
      all.flatMap(({ hours }) => hours),
    );
  const hoursOf = (date: Temporal.PlainDate) => changed.get(date.toString()) ?? weeklyHoursOn(date, calendar);
  return [...changed.keys()].some((date) => date >= today && waitsTooLong(Temporal.PlainDate.from(date), hoursOf));
}

function waitsTooLong(
  from: Temporal.PlainDate,
  hoursOf: (date: Temporal.PlainDate) => readonly OpenInterval[],
): boolean {
  let open = 0;
  let reached = 0;
  for (let day = 0; day < longestWaitDays; day += 1) {
    const midnight = day * minutesPerDay;
    const spans = hoursOf(from.add({ days: day })).map(minutesOf);
    for (const { opens, closes } of spans.sort((one, other) => one.opens - other.opens)) {
      open += Math.max(0, midnight + closes - Math.max(midnight + opens, reached));
      reached = Math.max(reached, midnight + closes);
    }
    if (open >= leastOpen.minutes) return false;
  }
  return true;
}
