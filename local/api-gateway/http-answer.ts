import type { ServerResponse } from 'node:http';

/** An HTTP response before it is written. */
export interface HttpAnswer {
  readonly status: number;
  /** A name may come several times. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Writes an answer; its length is set here, and a HEAD request gets no body. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of answer.headers) {
    const taken = headers.get(name);
    headers.set(name, taken === undefined ? value : [taken, value].flat());
  }
  if (answer.status !== 204 && answer.status !== 304) headers.set('content-length', String(answer.body.length));
  response.writeHead(
    answer.status,
    [...headers].flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one])),
  );
  response.end(response.req.method === 'HEAD' ? undefined : answer.body);
}
