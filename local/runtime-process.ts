import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The command in a process of its own. */
export interface RuntimeProcess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What it wrote to stderr so far. */
  complaints(): string;
  /** Ends it without any warning, as `kill -9` does. */
  kill(): Promise<void>;
}

const start = path.resolve(import.meta.dirname, 'start.mjs');

/** Starts the command with these flags on a free port; resolves when it is ready. Rejects with what it complained of. */
export async function startProcess(
  flags: readonly string[],
  where: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<RuntimeProcess> {
  const child = spawn(process.execPath, [start, '--port', '0', ...flags], {
    ...where,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complained = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const printed = await Promise.race([untilReady(child), once(child, 'close').then(() => undefined)]);
  const [, url] = /^Control +(http:\/\/127\.0\.0\.1:\d+)\/_local$/m.exec(printed ?? '') ?? [];
  if (url === undefined) throw new Error(`The runtime did not start: ${complained}`);
  return {
    url,
    complaints: () => complained,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      if (!/^ready$/m.test(printed)) return;
      // What comes from then on is read and let go.
      child.stdout?.off('data', hear).resume();
      resolve(printed);
    };
    child.stdout?.on('data', hear);
  });
}
