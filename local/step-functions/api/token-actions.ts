import { AwsError } from '../../dispatcher.ts';
import type { TokenListener } from '../execution/run.ts';
import type { Service } from '../service/service.ts';
import { isTaskToken } from '../states/task-token.ts';
import { StateFailure } from '../values/failure.ts';
import { type Json, type Payload, readPayload } from '../values/payload.ts';

/** SendTaskSuccess. */
export function sendTaskSuccess(service: Service, request: Json): Json {
  const output = outputOf(request['output']);
  requireTask(service, request['taskToken']).settle(output);
  return {};
}

/** SendTaskFailure. */
export function sendTaskFailure(service: Service, request: Json): Json {
  const text = (name: string) => (request[name] === undefined ? undefined : String(request[name]));
  requireTask(service, request['taskToken']).settle(new StateFailure(text('error'), text('cause')));
  return {};
}

/** SendTaskHeartbeat. */
export function sendTaskHeartbeat(service: Service, request: Json): Json {
  requireTask(service, request['taskToken']).heartbeat();
  return {};
}

function requireTask(service: Service, token: unknown): TokenListener {
  const text = String(token);
  const listener = service.tokens.get(text);
  if (listener) return listener;
  if (!isTaskToken(text)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}

function outputOf(value: unknown): Payload {
  try {
    return readPayload(String(value));
  } catch {
    throw new AwsError('InvalidOutput', "Invalid Output: 'Output is not valid JSON'");
  }
}
