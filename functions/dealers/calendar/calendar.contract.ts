import * as z from 'zod';
import { weekdays } from './calendar.ts';

export const date = z.iso.date('must be a date, YYYY-MM-DD');
const open = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, 00:00 to 23:59');
const close = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day, 00:00 to 24:00');

/** From one time of day to another; a close at or before the open ends on the next day. */
const interval = z.strictObject({ open, close });

/** An interval on some days of every week. */
export const weeklyHours = z.strictObject({
  days: z
    .array(z.enum(weekdays, `must be one of ${weekdays.join(', ')}`))
    .min(1, 'must name a day')
    .max(weekdays.length, 'has more days than a week'),
  open,
  close,
});

/** No list is longer than what the size of a calendar as a whole allows (`calendarErrors`). */
const most = { rows: 500, holidays: 1600, exceptions: 650, rowsOfDay: 50 };
const tooMany = 'has more entries than a calendar may have';

/** The lists of a calendar. */
export const calendarLists = {
  hours: z.array(weeklyHours).min(1, 'must have at least one open hour in the week').max(most.rows, tooMany),
  holidays: z.array(date).max(most.holidays, tooMany).default([]),
  exceptions: z
    .array(z.strictObject({ date, hours: z.array(interval).max(most.rowsOfDay, tooMany).default([]) }))
    .max(most.exceptions, tooMany)
    .default([]),
};
