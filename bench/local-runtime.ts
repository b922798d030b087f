import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');
const start = ['infra/commands/run.mjs', 'infra/commands/start.ts'];

/** A runtime that runs in a process of its own, as `npm start` starts it. */
export interface LocalRuntime {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** From the start of the process to the line `ready`. */
  readonly startMilliseconds: number;
  /** Processor time it has used so far, of all its threads, in seconds; undefined where the system does not tell. */
  cpuSeconds(): number | undefined;
  /** The most memory it has held so far, in MB; undefined where the system does not tell. */
  peakMegabytes(): number | undefined;
  close(): Promise<void>;
}

/** Starts a runtime on any free port and resolves when it is ready; rejects with what it printed when it stops before. */
export async function startLocalRuntime(
  flags: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<LocalRuntime> {
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, ...start, '--port', '0', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const startMilliseconds = performance.now() - began;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    ...{ url, startMilliseconds },
    cpuSeconds: () => cpuSecondsOf(child.pid),
    peakMegabytes: () => peakOf(child.pid),
    close() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The runtime has no output.');
  const said: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    said.push(line);
    if (line !== 'ready') continue;
    // What it prints later is not read, and must not stop it.
    stdout.resume();
    return /http:\/\/127\.0\.0\.1:\d+/.exec(said.join('\n'))?.[0] ?? '';
  }
  throw new Error(`The runtime did not start:\n${said.join('\n')}`);
}

function peakOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Linux counts in ticks of 10 ms, everywhere Node runs. */
const ticksPerSecond = 100;

/** Processor time a process has used, of all its threads, in seconds; undefined where the system does not tell. */
export function cpuSecondsOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
