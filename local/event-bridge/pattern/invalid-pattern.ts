/** A pattern that EventBridge refuses to take, with the reason as the service words it. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidEventPatternException';
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}
