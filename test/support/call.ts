export interface CallOptions {
  /** Whose key is sent; dealer-1's by default, none at all for `nobody`. */
  readonly as?: string;
  /** Sent beside, or instead of, those that follow from caller and body. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** The content type, without parameters. */
  readonly type: string;
  readonly headers: Headers;
  /** Parsed where it is JSON. */
  readonly body: unknown;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface Call extends CallOptions {
  readonly method: string;
  readonly keys: ReadonlyMap<string, unknown>;
  readonly body?: unknown;
}

/** Calls an API of the app. Throws for a caller that nobody seeded. */
export async function call(url: string, { method, as = 'dealer-1', headers = {}, keys, body }: Call): Promise<Answer> {
  const key = keys.get(as);
  if (as !== 'nobody' && typeof key !== 'string') throw new Error(`No caller is named ${as}.`);
  const sent = bodyOf(body);
  const answer = await fetch(url, {
    method,
    headers: {
      ...(as !== 'nobody' && { authorization: `Bearer ${key}` }),
      ...(sent !== undefined && { 'content-type': contentTypeOf(body) }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  return {
    status: answer.status,
    type,
    headers: answer.headers,
    text,
    bytes,
    body: type.includes('json') ? JSON.parse(text) : text,
  };
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function contentTypeOf(body: unknown): string {
  const isXml = body instanceof Uint8Array || (typeof body === 'string' && body.trimStart().startsWith('<'));
  return isXml ? 'application/xml' : 'application/json';
}
