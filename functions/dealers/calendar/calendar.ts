/** A dealer's opening hours with everything needed to turn them into instants. */
export interface Calendar {
  /** IANA zone. */
  readonly timeZone: string;
  readonly hours: readonly WeeklyHours[];
  /** Local dates (YYYY-MM-DD) on which the dealer is closed. */
  readonly holidays: readonly string[];
  readonly exceptions: readonly ExceptionDay[];
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** `HH:MM`, local; `close` may be 24:00, and a close at or before the open ends on the next day. */
export interface OpenInterval {
  readonly open: string;
  readonly close: string;
}

export interface WeeklyHours extends OpenInterval {
  readonly days: readonly Weekday[];
}

/** Replaces holiday and week on one date; no hours means closed. */
interface ExceptionDay {
  readonly date: string;
  readonly hours: readonly OpenInterval[];
}
