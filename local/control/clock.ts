import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Moved, Scheduler } from '../scheduler.ts';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';

const moveSchema = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ to: z.string() })]);

/**
 * Carries out `{"advance": <ISO-8601 duration>}`, added in UTC calendar terms, or `{"to": <ISO-8601 instant>}`.
 * Throws Problem 400 for anything else and for what would turn the clock back.
 */
export async function moveClock(scheduler: Scheduler, body: string): Promise<Moved> {
  const target = targetOf(body);
  try {
    return await scheduler.moveTo(target);
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(400, error.message);
    throw error;
  }
}

function targetOf(body: string): (now: number) => number {
  const move = moveSchema.safeParse(parseJsonBody(body));
  if (!move.success)
    throw new Problem(400, 'The body must be {"advance":"PT24H"} or {"to":"2026-03-02T14:00:00Z"}: one of the two.');
  if ('to' in move.data) {
    const to = instantOf(move.data.to);
    return () => to;
  }
  const duration = durationOf(move.data.advance);
  return (now) => Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds;
}

function instantOf(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new Problem(
      400,
      `"to" must be an ISO-8601 instant with its offset, such as 2026-03-02T14:00:00Z; it is ${quote(text)}.`,
    );
  }
}

function durationOf(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch {
    throw new Problem(400, `"advance" must be an ISO-8601 duration such as PT24H, P3D or P1Y; it is ${quote(text)}.`);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** A move as the control API answers it; where the clock only stands, nothing is fired or skipped. */
export function clockDocument({ now, fired, skipped }: Moved): Record<string, unknown> {
  return { now: new Date(now).toISOString(), fired, skipped };
}
