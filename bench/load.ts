import { Agent, request } from 'node:http';

export interface Load {
  readonly connections: number;
  /** Whether so many requests, or so much time, is enough. */
  readonly enough: (requests: number, milliseconds: number) => boolean;
  /** The request with this number; each is made once. */
  readonly requestOf: (number: number) => LoadedRequest;
}

export interface LoadedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Loaded {
  /** How long each answered request took, in milliseconds. */
  readonly latencies: readonly number[];
  readonly perSecond: number;
}

/** Posts requests over so many connections, each sending the next as soon as it has an answer. Rejects at the first answer that is not 2xx. */
export async function postUnderLoad({ connections, enough, requestOf }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const began = performance.now();
  const latencies: number[] = [];
  let next = 0;
  const connection = async () => {
    while (!enough(next, performance.now() - began)) {
      const sent = performance.now();
      next += 1;
      await post(requestOf(next), agent);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const passed = performance.now() - began;
  agent.destroy();
  return { latencies, perSecond: (latencies.length / passed) * 1000 };
}

function post({ url, headers, body }: LoadedRequest, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
    let said = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      said += chunk;
    });
    answer.on('end', () => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`${status} ${said}`));
    });
  });
  sent.once('error', reject);
  sent.end(body);
  return promise;
}
