import type { IncomingMessage } from 'node:http';

/** An HTTP request as API Gateway sees it. */
export interface GatewayRequest {
  readonly httpMethod: string;
  /** Below the stage, as sent: percent-encoding is kept. */
  readonly path: string;
  /** Values by name as first spelled, in the order sent. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Null for a path without parameters; values as sent. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly host: string;
}

/** What concerns one connection only does not reach an integration. */
const hopHeaders = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Reads a request; `path` is what is left of its path below the stage. */
export function readRequest(request: IncomingMessage, path: string, body: Buffer): GatewayRequest {
  const sourceIp = (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  const headers = readHeaders(request.rawHeaders);
  const forwarded = headers.get('X-Forwarded-For')?.join(', ');
  headers.set('X-Forwarded-For', [forwarded ? `${forwarded}, ${sourceIp}` : sourceIp]);
  headers.set('X-Forwarded-Port', ['443']);
  headers.set('X-Forwarded-Proto', ['https']);
  return {
    httpMethod: request.method ?? 'GET',
    path,
    headers,
    query: readQuery(request.url ?? ''),
    pathParameters: null,
    body,
    sourceIp,
    host: (request.headers.host ?? '127.0.0.1').replace(/:\d+$/, ''),
  };
}

/** The last value of a header, whatever the case of its name. */
export function headerOf(request: Pick<GatewayRequest, 'headers'>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [spelled, values] of request.headers) if (spelled.toLowerCase() === wanted) return values.at(-1);
  return undefined;
}

/** AWS hands the last of several values to who asks for one. */
export function lastValues(map: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...map].map(([name, values]) => [name, values.at(-1) ?? '']));
}

function readHeaders(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  const spelling = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const lower = name.toLowerCase();
    if (hopHeaders.has(lower)) continue;
    const spelled = spelling.get(lower) ?? name;
    spelling.set(lower, spelled);
    const values = headers.get(spelled);
    if (values) values.push(raw[at + 1] ?? '');
    else headers.set(spelled, [raw[at + 1] ?? '']);
  }
  return headers;
}

function readQuery(url: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  const at = url.indexOf('?');
  if (at < 0) return query;
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    const values = query.get(name);
    if (values) values.push(value);
    else query.set(name, [value]);
  }
  return query;
}
