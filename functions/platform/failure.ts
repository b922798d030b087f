/** The step could not be done now and may be tried again as it is: too many conflicts, a provider that throttles. */
export class Retryable extends Error {
  override readonly name = 'Retryable';
}

/** The input can never be used, however often it is tried; `message` says what was wrong, without the input's values. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
}
