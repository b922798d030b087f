import * as z from 'zod';
import { date, weeklyHours } from '../calendar/calendar.contract.ts';
import type { PersonId } from './person.ts';
import { role, skill } from './person-codes.contract.ts';

const mostEntries = 100;
const tooMany = `must have at most ${mostEntries} entries`;
const text = z.string().trim().min(1, 'must not be empty').max(500);

const absence = z
  .strictObject({ from: date, to: date })
  .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] });

/** Somebody who works at a dealer. */
export const person = z.strictObject({
  id: text.transform((id) => id as PersonId),
  name: text,
  role,
  email: z.email('must be an e-mail address'),
  shifts: z.exactOptional(z.array(weeklyHours).max(mostEntries, tooMany)),
  absences: z.exactOptional(z.array(absence).max(mostEntries, tooMany)),
  skills: z.exactOptional(z.array(skill).max(mostEntries, tooMany)),
  capacity: z.exactOptional(z.int('must be a whole number').nonnegative('must not be negative')),
});
