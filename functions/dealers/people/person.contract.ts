import * as z from 'zod';
import { line } from '../../platform/text.contract.ts';
import { date, weeklyHours } from '../calendar/calendar.contract.ts';
import { emailAddress } from './email-address.contract.ts';
import type { PersonId } from './person.ts';
import { role, skill } from './person-codes.contract.ts';

const mostEntries = 100;
const tooMany = `must have at most ${mostEntries} entries`;
/** More than the largest dealer has. */
const mostPeople = 300;

const absence = z
  .strictObject({ from: date, to: date })
  .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] });

/** Somebody who works at a dealer. */
export const person = z.strictObject({
  id: line(200).transform((id) => id as PersonId),
  name: line(200),
  role,
  email: emailAddress,
  shifts: z.exactOptional(z.array(weeklyHours).max(mostEntries, tooMany)),
  absences: z.exactOptional(z.array(absence).max(mostEntries, tooMany)),
  skills: z.exactOptional(z.array(skill).max(mostEntries, tooMany)),
  capacity: z.exactOptional(z.int('must be a whole number').nonnegative('must not be negative')),
});

/** Everybody who works at a dealer. */
export const people = z.array(person).max(mostPeople, `must have at most ${mostPeople} entries`);
