import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';

/** What was asked for on the command line. */
export interface Asked {
  readonly port: number;
  /** The instant at which the clock starts, epoch ms, or `real` for a clock that runs. */
  readonly clock: number | 'real' | undefined;
  readonly seed: string | undefined;
  readonly assembly: string | undefined;
  readonly data: string | undefined;
}

/** The command line cannot be followed; the message is one line for whoever typed it. */
export class WrongCommandLine extends Error {}

export const usage = `npm start -- [flags]
  --port N        the port on 127.0.0.1 to listen on (4510)
  --clock ISO     the instant at which the clock starts, such as 2026-03-02T14:00:00Z; it stands still until moved (now)
  --clock real    a clock that runs by itself; it can still be moved ahead
  --seed FILE     items, keys and credentials to start with (the demo's)
  --assembly DIR  a synthesized app, instead of synthesizing this one
  --data DIR      keeps everything in DIR and goes on from what is there; clock and seed hold for the first start
  --help          this text`;

/** Reads the flags; gives undefined where help was asked for. Throws WrongCommandLine. */
export function readCommandLine(args: readonly string[]): Asked | undefined {
  const flags = parse(args);
  if (flags.help) return undefined;
  return {
    port: portOf(flags.port ?? '4510'),
    clock: flags.clock === undefined ? undefined : clockOf(flags.clock),
    seed: existing('--seed', flags.seed),
    assembly: existing('--assembly', flags.assembly, 'manifest.json'),
    data: directoryOf(flags.data),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    clock: text,
    seed: text,
    assembly: text,
    data: text,
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[\n.]/);
    throw new WrongCommandLine(`${reason}. npm start -- --help shows the flags.`);
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new WrongCommandLine(`--port must be a number up to 65535, not "${text}".`);
  return port;
}

function clockOf(text: string): number | 'real' {
  if (text === 'real') return 'real';
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new WrongCommandLine(`--clock must be "real" or an instant such as 2026-03-02T14:00:00Z, not "${text}".`);
  }
}

function directoryOf(data: string | undefined): string | undefined {
  if (data === '') throw new WrongCommandLine('--data must name a directory.');
  return data === undefined ? undefined : path.resolve(data);
}

function existing(flag: string, file: string | undefined, within = ''): string | undefined {
  if (file !== undefined && !existsSync(path.join(file, within)))
    throw new WrongCommandLine(`${flag}: there is no ${path.join(file, within)}.`);
  return file;
}
