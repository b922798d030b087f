import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildContext, type BuildOptions, build, buildSync, context } from 'esbuild';
import { layLeanCountryCodes, layLeanCountryNames } from './lean-countries.ts';
import { layLeanPhoneNumbers } from './lean-phone-numbers.ts';
import { layLeanZod } from './lean-zod.ts';

const functionsFolder = join(import.meta.dirname, '../../functions');
const standInFolder = join(import.meta.dirname, 'stand-ins');
const suffix = '.handler.ts';

let bundled: string | undefined;

/** Bundles all handlers beside whatever else this process does. Once it is done, `bundleOf` finds them. */
export async function bundleAhead(): Promise<void> {
  const { made, ...task } = bundling();
  try {
    await build(task);
    bundled = task.outdir;
  } finally {
    rmSync(made, { recursive: true });
  }
}

/**
 * The folder that holds a handler's minified bundle, `index.js`. All handlers are bundled by one esbuild run per
 * process, ahead or at first use: that takes a fraction of what one run per function costs.
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
  const { made, ...task } = bundling();
  try {
    buildSync(task);
  } finally {
    rmSync(made, { recursive: true });
  }
  return task.outdir;
}

/** The run that bundles all handlers into a folder that goes with this process; `made` holds what is made for that run only. */
function bundling() {
  const outdir = mkdtempSync(join(tmpdir(), 'lanekeeper-bundles-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const made = mkdtempSync(join(tmpdir(), 'lanekeeper-stand-ins-'));
  return { ...options, entryPoints: allHandlers().map(entryPoint), outdir, alias: standIns(made), made };
}

/** Bundles all handlers into `outdir` as the synth does, again and again: each `rebuild()` bundles what has changed since. */
export function rebundling(outdir: string): Promise<BuildContext> {
  const made = mkdtempSync(join(tmpdir(), 'lanekeeper-stand-ins-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return context({ ...options, entryPoints: allHandlers().map(entryPoint), outdir, alias: standIns(made) });
}

function entryPoint(handler: string): { in: string; out: string } {
  return { in: join(functionsFolder, handler + suffix), out: `${handler}/index` };
}

const options = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // A module of Node imported lazily is imported with all its lazy parts: node:http with the whole of fetch, 10 ms.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  logLevel: 'error',
} as const satisfies BuildOptions;

/**
 * What is bundled in place of a package: the part of it that a function of ours uses. Init reads and runs all that is
 * bundled, at every cold start. What is left out refuses to work, so that a later use of it fails in the first test.
 */
function standIns(made: string): Record<string, string> {
  return {
    // What Lambda's role hands over in the environment is all a function needs of the credential chain.
    '@aws-sdk/credential-provider-node': join(functionsFolder, 'platform/credentials.port.ts'),
    '@aws-sdk/middleware-endpoint-discovery': join(standInFolder, 'endpoint-discovery.ts'),
    '@nodable/entities': join(standInFolder, 'entities.ts'),
    '@smithy/core/event-streams': join(standInFolder, 'event-streams.ts'),
    'i18n-iso-countries/codes.json': layLeanCountryCodes(made),
    'i18n-iso-countries/langs/en.json': layLeanCountryNames(made),
    'is-unsafe': join(standInFolder, 'unsafe-text.ts'),
    'path-expression-matcher': join(standInFolder, 'element-paths.ts'),
    'libphonenumber-js/min': layLeanPhoneNumbers(made),
    strnum: join(standInFolder, 'number-text.ts'),
    zod: layLeanZod(made),
  };
}
