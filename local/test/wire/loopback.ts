import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type AwsCall, createDispatcher, type Dispatcher, type Principal } from '../../dispatcher.ts';
import { createAwsEndpoint } from '../../wire/endpoint.ts';

/** Virtual now in these tests. */
export const now = Date.parse('2027-03-01T08:00:00Z');

interface Loopback {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  /** What reached the dispatcher, oldest first. */
  readonly calls: AwsCall[];
  /** Serves `service` with one answer, or throws it when it is an Error. */
  serve(service: string, answer: Record<string, unknown> | Error): void;
  /** Client settings: this server, fixed credentials, no retries. */
  readonly client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  /** Sends a request signed for `service` without an SDK. */
  send(service: string, path: string, init?: RequestInit): Promise<Response>;
}

/** Runs the endpoint on a free loopback port until the test ends; what it declines is answered 418. */
export async function loopback(): Promise<Loopback> {
  const calls: AwsCall[] = [];
  const dispatcher = createDispatcher((call) => calls.push(call));
  const principalOf = (accessKeyId: string): Principal => ({ name: accessKeyId, roleArn: `arn:role/${accessKeyId}` });
  const endpoint = createAwsEndpoint({ dispatcher, scheduler: { now: () => now }, principalOf });
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const answer = await endpoint({ method, url, headers, body: await bodyOf(request) });
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    dispatcher,
    calls,
    serve(service, answer) {
      dispatcher.register(service, async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      });
    },
    client: {
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKFUNCTION', secretAccessKey: 'x' },
      maxAttempts: 1,
    },
    send: (service, path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', authorization(service));
      return fetch(url + path, { ...init, headers });
    },
  };
}

/** A SigV4 header for `service`; nothing here looks at the signature. */
export function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKFUNCTION/20270301/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
