import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The release that the check was made with; its licence is MIT. */
export const requirement = 'ministack==1.5.33';

/** How long it may take to answer, in seconds. */
const patience = 60;

/** An emulator of AWS by others, that runs here. */
interface MiniStack {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** How long it may take to end when it is asked to, in milliseconds. */
const lastMilliseconds = 5000;

/** Starts MiniStack on any free port of loopback; all that it writes goes into `folder`. Rejects where it ends or does not answer. */
export async function startMiniStack(command: string, folder: string): Promise<MiniStack> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const written = openSync(path.join(folder, 'ministack.log'), 'a');
  const child = spawn(command, [], { env: environment(port, folder), stdio: ['ignore', written, written] });
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  await answering(url, child);
  return {
    url,
    async stop() {
      child.kill();
      const late = setTimeout(() => child.kill('SIGKILL'), lastMilliseconds);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Functions run on the Node that runs this; nothing else of the surroundings, such as somebody's credentials, is handed on. */
function environment(port: number, folder: string): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env;
  return {
    PATH: [path.dirname(process.execPath), PATH].join(path.delimiter),
    HOME: folder,
    TMPDIR: folder,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    LAMBDA_EXECUTOR: 'local',
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let second = 0; second < patience; second += 1) {
    if (child.exitCode !== null) throw new Error(`MiniStack ended with exit code ${child.exitCode}.`);
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(1000);
  }
  child.kill();
  throw new Error(`MiniStack does not answer within ${patience} seconds.`);
}
