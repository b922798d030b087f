import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { contextOf } from './context-flag.ts';
import { WrongCommandLine } from './wrong-command-line.ts';

/** What was asked for on the command line. */
export interface Asked {
  readonly port: number;
  /** The instant at which the clock starts, epoch ms, or `real` for a clock that runs. */
  readonly clock: number | 'real' | undefined;
  /** A file of JSON, or a script that prints it. */
  readonly seed: string | undefined;
  /** The app's entry file or command line; what its cdk.json says where it is left out. */
  readonly app: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly assembly: string | undefined;
  readonly data: string | undefined;
  /** Whether nothing is told but how it started. */
  readonly quiet: boolean;
}

/** How a project starts the command. */
export interface Preset {
  /** What its people type before the flags. */
  readonly name: string;
  /** Hold where the command line says nothing else. */
  readonly flags: readonly string[];
}

/** Explains the flags. */
export function usageOf({ name, flags }: Preset): string {
  return `${name} [flags]
  --port N        the port on 127.0.0.1 to listen on (4510)
  --clock ISO     the instant at which the clock starts, such as 2026-03-02T14:00:00Z; it stands still until moved (now)
  --clock real    a clock that runs by itself; it can still be moved ahead
  --seed FILE     items, keys and credentials to start with: JSON, or a script that prints it (none)
  --app APP       the CDK app: its entry file, or the command line that runs it ("app" in cdk.json)
  --context C     NAME=VALUE, or a JSON file of them, on top of cdk.json's; may be repeated
  --assembly DIR  a synthesized app, instead of synthesizing one
  --data DIR      keeps everything in DIR and goes on from what is there; clock and seed hold for the first start
  --quiet         no line for each request and each step that the clock fires
  --help          this text${flags.length === 0 ? '' : `\nUnless you say otherwise: ${flags.join(' ')}`}`;
}

/** Reads the flags, on top of the preset's; gives undefined where help was asked for. Throws WrongCommandLine. */
export function readCommandLine(args: readonly string[], preset: Preset): Asked | undefined {
  const flags = parse(args, preset);
  if (flags.help) return undefined;
  return {
    port: portOf(flags.port ?? '4510'),
    clock: flags.clock === undefined ? undefined : clockOf(flags.clock),
    seed: existing('--seed', flags.seed),
    app: flags.app,
    context: contextOf(flags.context ?? []),
    assembly: existing('--assembly', flags.assembly, 'manifest.json'),
    data: directoryOf(flags.data),
    quiet: flags.quiet ?? false,
  };
}

function parse(args: readonly string[], { name, flags }: Preset) {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    clock: text,
    seed: text,
    app: text,
    context: { type: 'string', multiple: true },
    assembly: text,
    data: text,
    quiet: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...flags, ...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[\n.]/);
    throw new WrongCommandLine(`${reason}. ${name} --help shows the flags.`);
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
