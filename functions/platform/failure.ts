/** The step could not be done now and may be tried again as it is: too many conflicts, a provider that throttles. */
export class Retryable extends Error {
  override readonly name = 'Retryable';
}

/** The step can never be done as it is: the table does not take what it would save. The message says nothing of the content. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
}

/** What is thrown where our own rules cannot cope with an input, `ZodError` for a form of ours that it does not fit. */
const inputErrors: ReadonlySet<string> = new Set(['RangeError', 'TypeError', 'ZodError']);

/** Whether a failure lies in what was to be done, so that trying the same again is no use: the next release may cope with it. */
export function isLasting(error: unknown): error is Error {
  return error instanceof Rejected || (error instanceof Error && inputErrors.has(error.name));
}
