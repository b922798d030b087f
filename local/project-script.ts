import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const projectFolder = new URL('..', import.meta.url);

/** Where a file of the project lies. */
export function projectFile(file: string): URL {
  return new URL(file, projectFolder);
}

/**
 * Runs a script of the project under this Node and gives what it wrote to stdout. Rejects with its errors when it fails,
 * and when `signal` ends it.
 */
export async function runScript(
  script: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(process.execPath, [script], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${script} failed:\n${complained.trim() || said.trim() || `exit code ${code}`}`);
  return said;
}
