import * as z from 'zod';

const cursorForm = /^\d{4}-\d\d-\d\dT[\d:.]+Z#\w+$/;

/** Entries a page has when nobody says. */
export const usualLimit = 50;

/** The query parameters of a list that goes by instant and id: how long a page is, and after which entry it begins. */
export const pageParameters = {
  limit: z.exactOptional(
    z
      .string()
      .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
      .transform(Number),
  ),
  cursor: z.exactOptional(
    z
      .string()
      .transform((text) => Buffer.from(text, 'base64url').toString('utf8'))
      .refine((text) => cursorForm.test(text), 'must be the nextCursor of a page'),
  ),
};

/** The `nextCursor` for the last entry of a page. */
export function cursorOf(last: string): string {
  return Buffer.from(last).toString('base64url');
}
