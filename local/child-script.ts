import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What is run in a process of its own. */
interface ChildScript {
  /** A file of JavaScript or TypeScript, which this Node runs, or a command line for the shell. */
  readonly command: string;
  /** Where it runs, and from where its file is named. */
  readonly folder: string;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Whether a name is that of a file that Node runs. */
export function isScript(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name);
}

/**
 * Runs a script and gives what it wrote to stdout. Rejects with its errors when it fails, and when `signal` ends it.
 */
export async function outputOf(script: ChildScript, signal: AbortSignal): Promise<string> {
  const { command, folder, environment } = script;
  const options = { cwd: folder, env: { ...process.env, ...environment }, signal };
  const child = begin(script, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [said, complained, code] = await Promise.all([written(child.stdout), written(child.stderr), ended]);
  if (code !== 0) throw new Error(`${command} failed:\n${complained.trim() || said.trim() || `exit code ${code}`}`);
  return said;
}

function begin({ command, folder }: ChildScript, options: SpawnOptions) {
  if (isScript(command) && existsSync(path.resolve(folder, command)))
    return spawn(process.execPath, [command], options);
  return spawn(command, { ...options, shell: true });
}

async function written(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream ? text(stream) : '';
}
