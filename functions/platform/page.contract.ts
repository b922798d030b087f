import * as z from 'zod';
import { instant } from '../events/event.ts';

const placeForm = /^([^#]{24})#\w{1,64}$/;
const longestCursor = 200;
export const faultOfCursor = 'must be the nextCursor of a page';

/** Entries a page has when nobody says. */
export const usualLimit = 50;

/** What stands in the `nextCursor` of a page. */
export const cursorText = z
  .string()
  .max(longestCursor, faultOfCursor)
  .transform((text) => Buffer.from(text, 'base64url').toString('utf8'));

/** Whether a text is an instant of ours. */
export function isInstant(text: string): boolean {
  return instant.safeParse(text).success;
}

/** Whether a text is the place of an entry in a list that goes by instant and id: an instant and a ULID. */
export function isPlace(text: string): boolean {
  return isInstant(placeForm.exec(text)?.[1] ?? '');
}

/** The query parameters of a list that goes by instant and id: how long a page is, and after which entry it begins. */
export const pageParameters = {
  limit: z.exactOptional(
    z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
      .transform(Number),
  ),
  cursor: z.exactOptional(cursorText.refine(isPlace, faultOfCursor)),
};

/** The `nextCursor` for the last entry of a page. */
export function cursorOf(last: string): string {
  return Buffer.from(last).toString('base64url');
}
