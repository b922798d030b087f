/** One fault of an input: where it stands (`hours[0].open`) and what is wrong with it, never the value itself. */
export interface InputError {
  readonly path: string;
  readonly message: string;
}

/** What a handler answers over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'No usable key was sent',
  403: 'This key may not do this',
  404: 'There is nothing here',
  409: 'The same request is still being carried out',
  413: 'The body is too large',
  415: 'This content type is not taken here',
  422: 'The request can be read but not used',
  500: 'Something failed on our side',
  503: 'Too much is happening at once',
};

/** An RFC 9457 problem document; `detail` and `errors` speak of the form of the input, never repeat its content. */
export function problem(status: number, detail: string, errors: readonly InputError[] = []): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: 'about:blank',
      title: titles[status] ?? 'Error',
      status,
      detail,
      ...(errors.length > 0 && { errors }),
    },
  };
}

/** 200 (or `status`) with a JSON document. */
export function ok(body: unknown, status = 200): HttpAnswer {
  return { status, body };
}

/** The answer to an id that does not exist, or belongs to another tenant: nobody learns which of the two. */
export function notFound(what: string): HttpAnswer {
  return problem(404, `No such ${what}.`);
}
