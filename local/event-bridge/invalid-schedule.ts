/** A schedule expression that EventBridge refuses; AWS gives no reason. */
export class InvalidSchedule extends Error {
  override readonly name = 'ValidationException';
  constructor(expression: string) {
    super(`Parameter ScheduleExpression is not valid. (${expression})`);
  }
}
