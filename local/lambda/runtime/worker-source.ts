import path from 'node:path';
import { buildSync } from 'esbuild';

let source: string | undefined;

/**
 * The script of an execution environment, as one piece of JavaScript. Made once per process: a thread that is started
 * from TypeScript strips the types of its files anew, which costs more than all else it does before the function's code.
 */
export function workerSource(): string {
  source ??= bundle();
  return source;
}

function bundle(): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
