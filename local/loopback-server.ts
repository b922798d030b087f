import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerProblem } from './control/answer.ts';

/** One HTTP request with its whole body. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** No service here takes more in one request. */
export const mostBytes = 64 * 1024 * 1024;

export const tooLarge = 'This runtime takes 64 MiB in one request.';

/** Who answers, and what an answer waits for. */
interface Answering {
  answer(exchange: HttpExchange): Promise<void>;
  /** Resolves when what has happened so far is kept; undefined when it is. */
  written(): Promise<void> | undefined;
}

/**
 * Listens on 127.0.0.1 only and hands every request with its whole body to `answer`. Port 0 takes any free one. No answer
 * leaves before what it tells of is kept.
 * Rejects with the error of `listen`, such as EADDRINUSE.
 */
export async function listenOnLoopback(port: number, answering: Answering): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    holdBack(response, answering);
    void serve(request, response, answering);
  });
  // SDK clients keep their connections; closing one as it is used again would look like an outage.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every answer here is ended with all of it at once, so holding back its end holds back all of it. */
function holdBack(response: ServerResponse, { written }: Answering): void {
  const { end } = response;
  response.end = (...whole: unknown[]) => {
    const writing = written();
    if (writing) void writing.then(() => Reflect.apply(end, response, whole));
    else Reflect.apply(end, response, whole);
    return response;
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, { answer }: Answering): Promise<void> {
  try {
    const body = await wholeBody(request);
    if (body) await answer({ request, response, body });
    else answerProblem(response.setHeader('connection', 'close'), 413, tooLarge);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    console.error(error);
    if (!response.headersSent) answerProblem(response, 500, error instanceof Error ? error.message : String(error));
    else response.destroy();
  }
}

async function wholeBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
