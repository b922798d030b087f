import { type GatewayRequest, headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { Method } from './gateway-state.ts';

/** Throws GatewayError BAD_REQUEST_PARAMETERS when a parameter the method requires is not there, or empty. */
export function requireParameters(method: Method, request: GatewayRequest): void {
  const required = Object.entries(method.requestParameters).filter(([, isRequired]) => isRequired);
  const missing = required.map(([parameter]) => parameter).filter((parameter) => !parameterValue(parameter, request));
  const names = missing.map((parameter) => parameter.split('.').slice(3).join('.'));
  if (names.length > 0)
    throw new GatewayError('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names.join(', ')}]`);
}

function parameterValue(parameter: string, request: GatewayRequest): string | undefined {
  const [, , place, ...rest] = parameter.split('.');
  const name = rest.join('.');
  if (place === 'path') return request.pathParameters?.[name];
  if (place === 'querystring') return request.query.get(name)?.at(-1);
  return headerOf(request, name);
}
