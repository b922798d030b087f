import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const functionsFolder = join(import.meta.dirname, '../functions');
let folder: string | undefined;

/**
 * Bundles a handler as CDK's NodejsFunction does when it is told nothing but `bundleAwsSDK`: one file for Node, not
 * minified, packages by their `main`. Gives the file; it is removed when the process ends.
 */
export function defaultBundleOf(handler: string): string {
  folder ??= temporaryFolder();
  const outfile = join(folder, handler, 'index.js');
  buildSync({
    entryPoints: [join(functionsFolder, `${handler}.handler.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
  });
  return outfile;
}

function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'default-bundles-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
