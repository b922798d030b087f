import { type IncomingHttpHeaders, request } from 'node:http';
import type { Readable } from 'node:stream';

export interface Raw {
  readonly service?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly (string | Uint8Array)[] | Readable;
  readonly encoding?: BufferEncoding;
  /** Destroys the request once it has been sent. */
  readonly hangUp?: boolean;
}

const { AWS_ENDPOINT_URL = '', AWS_ACCESS_KEY_ID: id, AWS_REGION: region } = process.env;
const { hostname: host, port } = new URL(AWS_ENDPOINT_URL);
const events = ['socket', 'finish', 'response', 'error', 'close'];

/** Sends one request by node's http, without the SDK; gives the answer with what the request emitted, in order. */
export async function raw(asked: Raw): Promise<unknown> {
  const { service, method = 'POST', path = '/', body = [], encoding = 'utf8' } = asked;
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/20260302/${region}/${service}/aws4_request, Signature=0`;
  const headers = { ...(service !== undefined && { authorization }), ...asked.headers };
  const sent = request({ host, port, method, path, headers, agent: undefined });
  const emitted: string[] = [];
  for (const event of events) sent.on(event, () => emitted.push(event));
  const answered = new Promise<Record<string, unknown>>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode, statusMessage, httpVersion, complete } = response;
      const read = { complete, body: Buffer.concat(chunks).toString('latin1') };
      resolve({ statusCode, statusMessage, httpVersion, headers: endToEnd(response.headers), ...read });
    });
  });
  const closed = new Promise((resolve) => sent.once('close', resolve));
  if ('pipe' in body) body.pipe(sent);
  else {
    for (const chunk of body.slice(0, -1)) sent.write(chunk, encoding);
    sent.end(body.at(-1) ?? '', encoding);
  }
  if (asked.hangUp) sent.once('finish', () => sent.destroy());
  const outcome = await answered.catch(({ message, code }) => ({ message, code }));
  await closed;
  return { ...outcome, emitted, destroyed: sent.destroyed };
}

/** Without what HTTP says of its connection. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !['connection', 'keep-alive'].includes(name)));
}
