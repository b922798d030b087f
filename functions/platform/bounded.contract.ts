import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { sortsByTime, toInstantText } from '../events/event.ts';
import { isLongerThan, plainText } from './plain-text.ts';
import { isStorableName, isStorableNumber } from './storable.ts';

/** Most characters of an id, a name or a code, whoever made it. */
const longestId = 200;

/** An id that a sender made: it becomes part of a key, so it is refused where a text would be mended. */
export const boundedId = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .refine((id) => !isLongerThan(id, longestId), `must have at most ${longestId} characters`)
  .refine(isPlain, 'must not have control characters')
  .meta({ maxLength: longestId });

/** A name that a sender made up, by which something is kept: an id that the table has no other use for. */
export const boundedName = boundedId.refine(isStorableName, 'must be another word');

/** An amount from 0 to `most`. */
export function boundedAmount(most: number) {
  const message = `must be a number from 0 to ${most}`;
  return z.number(message).nonnegative(message).max(most, message).refine(isStorableNumber, message);
}

const faultOfInstant = 'must be an instant, such as 2026-03-02T09:30:00Z';

/**
 * An instant with its offset, in UTC to the millisecond as our texts have it. A year of more than four digits, in UTC, is
 * no instant: such texts are not in the order of their times.
 */
export const boundedInstant = z.iso.datetime({ offset: true, error: faultOfInstant }).transform((stated, context) => {
  // Temporal reads nine digits of a fraction, and we keep three.
  const text = toInstantText(Temporal.Instant.from(stated.replace(/(\.\d{3})\d+/, '$1')));
  if (sortsByTime(text)) return text;
  context.addIssue({ code: 'custom', message: faultOfInstant });
  return z.NEVER;
});

/** Two ids must not become one because something unreadable stands in both. */
function isPlain(id: string): boolean {
  return plainText(id).text === id && !id.includes('\uFFFD');
}
