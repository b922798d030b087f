import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Asked, type Preset, readCommandLine, usageOf } from './command-line.ts';
import { UnusableDirectory } from './journal/data-directory.ts';
import { openJournal } from './journal/sqlite-journal.ts';
import { seedText } from './seed-text.ts';
import { NoApp, synthesize } from './synthesize.ts';
import { terminalLines } from './terminal-lines.ts';
import { WrongCommandLine } from './wrong-command-line.ts';

/** Exit codes: the command line or its surroundings are wrong; the app does not start. */
const wrongUse = 2;
const failure = 1;
const wrongUses = [WrongCommandLine, UnusableDirectory, NoApp];

/** The command by its own name. */
const bare: Preset = { name: 'assembly-runtime', flags: [] };

/**
 * Starts the runtime as the command line asks and keeps it running until it is interrupted. A project that starts it from
 * a script of its own says how it is called there and which flags hold where the command line says nothing else.
 */
export async function main(args: readonly string[], preset: Preset = bare): Promise<void> {
  try {
    const asked = readCommandLine(args, preset);
    if (asked) await run(asked);
    else console.log(usageOf(preset));
  } catch (error) {
    stop(...complaint(error));
  }
}

async function run(asked: Asked): Promise<void> {
  const began = performance.now();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  process.once('exit', () => stopping.abort());
  // Work that nobody waits for fails in the open, and the runtime goes on.
  process.on('unhandledRejection', (reason) => console.error('Unhandled:', reason));
  const data = asked.data === undefined ? undefined : openJournal(asked.data);
  if (data?.resumed)
    console.log(`Goes on from ${asked.data}; an instant for --clock and --seed were for its first start.`);
  const { signal } = stopping;
  const assembly = unheard(asked.assembly ?? synthesized(asked, signal));
  const seed = asked.seed === undefined ? {} : { seed: unheard(seedText(asked.seed, process.cwd(), signal)) };
  // The app is synthesized by another process while this one loads its services.
  const { startRuntime } = await import('./runtime.ts');
  const clock = typeof asked.clock === 'number' ? { start: new Date(asked.clock).toISOString() } : (asked.clock ?? {});
  const lines = asked.quiet ? undefined : terminalLines(process.stdout);
  const watcher = lines && { watcher: lines };
  const runtime = await startRuntime({ port: asked.port, clock, assembly, ...seed, ...(data && { data }), ...watcher });
  const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  console.log(`Starting on ${runtime.url} …`);
  if (typeof assembly !== 'string')
    void assembly.then(
      () => console.log(`Synthesized after ${since()}, loading …`),
      () => {},
    );
  stopping.signal.addEventListener('abort', async () => {
    await runtime.close();
    process.exit(0);
  });
  const loaded = await runtime.ready;
  const { greeting } = await import('./greeting.ts');
  console.log(`Started in ${since()}.`);
  console.log(greeting(loaded, `${runtime.url}/_local`, runtime.clockRuns));
  // After whoever waits for `ready` has seen it as the last line.
  setImmediate(() => lines?.begin(loaded.shortName));
}

/** The app that was asked for, out of the folder in which the command was started. */
function synthesized({ app, context }: Asked, signal: AbortSignal): Promise<string> {
  return synthesize({ folder: process.cwd(), context, ...(app !== undefined && { app }) }, temporaryFolder(), signal);
}

/** Its failure is heard of when it is awaited, which may be later than it happens. */
function unheard<T>(promise: string | Promise<T>): string | Promise<T> {
  if (promise instanceof Promise) promise.catch(() => {});
  return promise;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'synthesized-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function complaint(error: unknown): [code: number, line: string] {
  if (wrongUses.some((kind) => error instanceof kind)) return [wrongUse, (error as Error).message];
  if (!(error instanceof Error)) return [failure, String(error)];
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return [wrongUse, `Port ${port} is taken; choose another with --port, or 0 for any.`];
  if (code === 'EACCES' && port !== undefined)
    return [wrongUse, `Port ${port} is not allowed; choose another with --port.`];
  if (error.name === 'AbortError') return [0, ''];
  return [failure, error.message];
}

function stop(code: number, line: string): void {
  if (line) console.error(line);
  process.exit(code);
}
