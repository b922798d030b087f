import { unsupportedAction } from '../dispatcher.ts';
import type { WireCall, WireRequest } from './protocol.ts';
import { matchRoute } from './rest-route.ts';

const invoke = { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/invocations', action: 'InvokeFunction' };

/** Reads Lambda's Invoke: the payload is the body, the rest are headers; the answer's body is the function's own output. */
export function decodeInvoke(request: WireRequest): WireCall {
  const matched = matchRoute([invoke], request);
  if (!matched) throw unsupportedAction({ service: 'lambda', action: `${request.method} ${request.path}` });
  const { headers, body } = request;
  return {
    action: invoke.action,
    input: {
      ...matched.members,
      InvocationType: headers['x-amz-invocation-type'] ?? 'RequestResponse',
      ...(headers['x-amz-client-context'] !== undefined && { ClientContext: headers['x-amz-client-context'] }),
      ...(headers['x-amz-log-type'] !== undefined && { LogType: headers['x-amz-log-type'] }),
      ...(body.length > 0 && { Payload: body.toString() }),
    },
    answer: (output) => ({
      status: typeof output['StatusCode'] === 'number' ? output['StatusCode'] : 200,
      headers: {
        'content-type': 'application/json',
        'x-amz-executed-version': '$LATEST',
        ...(typeof output['FunctionError'] === 'string' && { 'x-amz-function-error': output['FunctionError'] }),
        ...(typeof output['LogResult'] === 'string' && { 'x-amz-log-result': output['LogResult'] }),
      },
      body: typeof output['Payload'] === 'string' ? output['Payload'] : '',
    }),
  };
}
