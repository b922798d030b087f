/** The step could not be done now and may be tried again as it is: too many conflicts, a provider that throttles. */
export class Retryable extends Error {
  override readonly name = 'Retryable';
}
