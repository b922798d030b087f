import * as z from 'zod';

/** A text in one line: trimmed, not empty, and without what would break a line or a header. */
export function line(longest: number) {
  return bounded(longest).regex(/^\P{Cc}*$/u, 'must not have control characters');
}

/** A text that may have several lines. */
export function lines(longest: number) {
  return bounded(longest).regex(/^[\P{Cc}\t\r\n]*$/u, 'must not have control characters');
}

function bounded(longest: number) {
  return z.string().trim().min(1, 'must not be empty').max(longest, `must have at most ${longest} characters`);
}
