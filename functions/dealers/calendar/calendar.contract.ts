import * as z from 'zod';
import { weekdays } from './calendar.ts';

export const date = z.iso.date('must be a date, YYYY-MM-DD');
const open = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, 00:00 to 23:59');
const close = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day, 00:00 to 24:00');

/** From one time of day to another; a close at or before the open ends on the next day. */
export const interval = z.strictObject({ open, close });

/** An interval on some days of every week. */
export const weeklyHours = z.strictObject({
  days: z.array(z.enum(weekdays, `must be one of ${weekdays.join(', ')}`)).min(1, 'must name a day'),
  open,
  close,
});
