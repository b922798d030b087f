/** One fault of an input: where it stands (`hours[0].open`) and what is wrong with it, never the value itself. */
export interface InputError {
  readonly path: string;
  readonly message: string;
}

/** Something of an input that is kept, but not as it was stated or not understood: a code, and where it stands. */
export interface Warning {
  readonly code: string;
  readonly path: string;
}

/** What a handler answers over HTTP: a JSON document, or bytes just as they are. */
export interface HttpAnswer<Status extends number = number> {
  readonly status: Status;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const titles = {
  400: 'The request cannot be read',
  401: 'No usable key was sent',
  403: 'This key may not do this',
  404: 'There is nothing here',
  409: 'The request meets another that came before it',
  412: 'It has changed since it was read',
  413: 'The body is too large',
  415: 'This content type is not taken here',
  422: 'The request can be read but not used',
  429: 'Too many requests',
  500: 'Something failed on our side',
  503: 'Too much is happening at once',
} as const;

/** The statuses that errors have. */
export type ErrorStatus = keyof typeof titles;

/** The statuses of what is done, or taken to be done. */
export type SuccessStatus = 200 | 202;

/** An RFC 9457 problem document; `detail` and `errors` speak of the form of the input, never repeat its content. */
export function problem<const Status extends ErrorStatus>(
  status: Status,
  detail: string,
  errors: readonly InputError[] = [],
): HttpAnswer<Status> {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      title: titles[status],
      status,
      detail,
      ...(errors.length > 0 && { errors }),
    },
  };
}

/** 200 with a JSON document, and the `ETag` of what it shows where it has one: it is done. */
export function ok(body: unknown, etag?: string): HttpAnswer<200> {
  return { status: 200, body, ...(etag !== undefined && { headers: { etag } }) };
}

/**
 * 200 with bytes that somebody else sent, under the name of a file. Whatever the sender called them, nobody's browser is to
 * take them for a page.
 */
export function file(bytes: Uint8Array, name: string): HttpAnswer<200> {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: bytes };
}

/** 202 with a JSON document: it is taken, and more follows from it. */
export function accepted(body: unknown): HttpAnswer<202> {
  return { status: 202, body };
}

/** The answer to an id that does not exist, or belongs to another tenant: nobody learns which of the two. */
export function notFound(what: string): HttpAnswer<404> {
  return problem(404, `No such ${what}.`);
}
