import * as z from 'zod';
import { type Parsed, parseWith } from '../../platform/zod-errors.contract.ts';

/** Far above any sender's day; a larger number is a mistake. */
const mostLeads = 1_000_000;

/** The body of `PUT /v1/senders/{senderId}/counts/{date}`. */
export const countBody = z.strictObject({ count: z.int().min(0).max(mostLeads) });

const day = z.iso.date();

/** Whether a text is a day, `YYYY-MM-DD`. */
export function isDay(text: string | undefined): text is string {
  return day.safeParse(text).success;
}

/** Reads how many leads a sender says it sent. */
export function parseCount(body: unknown): Parsed<z.output<typeof countBody>> {
  return parseWith(countBody, body);
}
