import type { Context } from '../../platform/context.port.ts';
import { isLasting, Rejected } from '../../platform/failure.ts';
import { logger } from '../../platform/logger.port.ts';

/** What became of the parts of a document, each of which is taken by itself. */
export interface Takings<Taken> {
  readonly taken: readonly Taken[];
  /** Where those stand that a rule does not take now. */
  readonly refused: readonly number[];
  /** Those that can never be taken as they are: where they stand in the document, and why. */
  readonly rejected: readonly { readonly position: number; readonly message: string }[];
  /** How many nobody took yet, and that may be sent again. */
  readonly left: number;
}

/** So long before its end a request stops taking: what is to be said of it, and kept, has its time, too. */
const millisecondsToEnd = 4000;

/**
 * Takes the parts of a document, in its order. One that is not taken, now or ever, does not stop those behind it; a failure that
 * passes, or the end of the request's time, leaves the rest. Throws that failure where nothing was taken before it.
 */
export async function takeEach<Part, Taken>(
  parts: readonly Part[],
  take: (part: Part) => Promise<Taken | undefined>,
  { millisecondsLeft }: Pick<Context, 'millisecondsLeft'>,
): Promise<Takings<Taken>> {
  const taken: Taken[] = [];
  const refused: number[] = [];
  const rejected: { position: number; message: string }[] = [];
  for (const [position, part] of parts.entries()) {
    const left = parts.length - position;
    if (position > 0 && millisecondsLeft && millisecondsLeft() < millisecondsToEnd)
      return { taken, refused, rejected, left };
    try {
      const done = await take(part);
      if (done === undefined) refused.push(position);
      else taken.push(done);
    } catch (error) {
      if (!isLasting(error) && taken.length === 0) throw error;
      report(error, position);
      if (!isLasting(error)) return { taken, refused, rejected, left };
      rejected.push({ position, message: messageOf(error) });
    }
  }
  return { taken, refused, rejected, left: 0 };
}

function messageOf(error: Error): string {
  return error instanceof Rejected ? error.message : 'It cannot be stored as it is.';
}

/** An error's own message may quote what was sent. */
function report(error: unknown, position: number): void {
  const { name, stack = '' } = error instanceof Error ? error : { name: 'unknown' };
  const trace = stack.split('\n').filter((line) => /^\s+at /.test(line));
  logger.error('A part of a document was not taken', { position, error: name, trace });
}
