import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const functionsFolder = join(import.meta.dirname, '../../functions');
const suffix = '.handler.ts';

let bundled: string | undefined;

/**
 * The folder that holds a handler's minified bundle, `index.js`. All handlers are bundled by one esbuild run per
 * process, at first use: that takes a fraction of what one run per function costs.
 */
export function bundleOf(handler: string): string {
  bundled ??= bundleAll();
  return join(bundled, handler);
}

/** The room and file of every handler, without suffix: `leads/post-lead`. */
export function allHandlers(): string[] {
  return readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}

/** Lays a further file beside a handler's bundle. */
export function addToBundle(handler: string, file: string, content: string): void {
  writeFileSync(join(bundleOf(handler), file), content);
}

function bundleAll(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'lanekeeper-bundles-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  buildSync({
    entryPoints: allHandlers().map((handler) => ({
      in: join(functionsFolder, handler + suffix),
      out: `${handler}/index`,
    })),
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // What Lambda's role hands over in the environment is all a function needs of the credential chain.
    alias: { '@aws-sdk/credential-provider-node': join(functionsFolder, 'platform/credentials.ts') },
    legalComments: 'none',
    logLevel: 'error',
  });
  return outdir;
}
