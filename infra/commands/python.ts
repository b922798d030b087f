import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first Python here that can make virtual environments; undefined where there is none. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((python) => {
    try {
      execFileSync(python, ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

/** Makes a virtual environment in `folder` with one package; gives the path of one of its commands. Rejects with pip's own last line. */
export async function installed(
  python: string,
  folder: string,
  requirement: string,
): Promise<(command: string) => string> {
  await run(python, ['-m', 'venv', folder]);
  const commands = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const pip = [
    path.join(commands, 'python'),
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
  ] as const;
  const [file, ...args] = pip;
  try {
    await run(file, [...args, requirement]);
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    throw new Error(`${requirement} cannot be installed: ${stderr.trim().split('\n').at(-1)}`);
  }
  return (command) => path.join(commands, command);
}
