import type { Dispatcher } from '../dispatcher.ts';
import { type LambdaFunction, principalOf } from './function-resource.ts';
import { logStreamOf } from './function-variables.ts';

/**
 * Asks whether Lambda may report an invocation with the rights of the function's role, and gives whether its log may be
 * written: where it may not, AWS drops every line. Traces are asked for and not collected here.
 */
export function mayLog(dispatcher: Dispatcher, fn: LambdaFunction): boolean {
  const allows = (service: string, action: string, input: Record<string, unknown> = {}) =>
    dispatcher.allows({ service, action, input, principal: principalOf(fn) });
  if (fn.tracing) for (const action of ['PutTraceSegments', 'PutTelemetryRecords']) allows('xray', action);
  const stream = { logGroupName: fn.logGroup, logStreamName: logStreamOf(fn) };
  return allows('logs', 'CreateLogStream', stream) && allows('logs', 'PutLogEvents', stream);
}
