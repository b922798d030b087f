import type http from 'node:http';
import { readCredentialScope } from '../../wire/credential-scope.ts';
import type { CallRequest } from './message.ts';
import type { PortCalls } from './port-calls.ts';
import { PortRequest } from './port-request.ts';

type Head = Omit<CallRequest, 'body'>;

/**
 * Node's http for a function: a signed call to the AWS API at `endpoint` goes over the thread's port, where no socket has
 * to be written and no head to be parsed, which was a third of the work of a call. All else is node's own.
 */
export function portHttp(endpoint: string, calls: PortCalls): typeof http {
  const own = process.getBuiltinModule('node:http');
  const { hostname, port } = new URL(endpoint);
  const request = (...asked: Parameters<typeof http.request>) => {
    const [options, answered] = asked;
    const head = headOf(options, { hostname, port });
    if (!head || (answered !== undefined && typeof answered !== 'function'))
      return Reflect.apply(own.request, own, asked);
    const made = new PortRequest(head, calls);
    if (answered) made.once('response', answered);
    return made;
  };
  const get = (...asked: Parameters<typeof http.request>) => {
    const made = request(...asked);
    made.end();
    return made;
  };
  const described = Object.getOwnPropertyDescriptors(own) as PropertyDescriptorMap;
  const replaced = { request: { ...described['request'], value: request }, get: { ...described['get'], value: get } };
  return Object.create(Object.getPrototypeOf(own), { ...described, ...replaced });
}

/** What a request says before its body; undefined where it goes over HTTP: it is not for the AWS API here, or out of the ordinary. */
function headOf(options: unknown, { hostname, port }: { hostname: string; port: string }): Head | undefined {
  if (typeof options !== 'object' || options === null || options instanceof URL) return undefined;
  const asked = options as http.RequestOptions;
  const { host, method = 'GET', path = '/', auth } = asked;
  if ((asked.hostname ?? host) !== hostname || String(asked.port) !== port) return undefined;
  if (auth || asked.signal || asked.timeout || asked.socketPath || asked.createConnection) return undefined;
  if (path === null || !/^\/[\x21-\x7e]*$/.test(path) || path.startsWith('/_local')) return undefined;
  const headers = plainHeaders(asked.headers ?? {});
  const service = readCredentialScope(headers?.['authorization'])?.service;
  if (!headers || service === undefined || service === 'execute-api' || headers['expect'] !== undefined)
    return undefined;
  return { method: method.toUpperCase(), url: path, headers };
}

/** Headers as HTTP's other end reads them; undefined where one is not a plain line of text. */
function plainHeaders(headers: NonNullable<http.RequestOptions['headers']>): Record<string, string> | undefined {
  if (Array.isArray(headers)) return undefined;
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || !/^[\x20-\x7e]*$/.test(text) || !/^[\w-]+$/.test(name)) return undefined;
    plain[name.toLowerCase()] = text.trim();
  }
  return plain;
}
