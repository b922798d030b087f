import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { demoApp } from '../../infra/demo/demo-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const kept = path.join(root, 'node_modules/.cache/lanekeeper');
/** Everything the assembly is made of. */
const sources = [
  'infra',
  'functions',
  'statemachines',
  'policies',
  createRequire(import.meta.url).resolve('assembly-runtime/synthesize'),
  'cdk.json',
  'lanekeeper.config.json',
  'package-lock.json',
];
const seedFile = 'demo-seed.json';
const hour = 60 * 60 * 1000;

export interface SynthesizedApp {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** The demo's seed, as JSON text. */
  readonly seed: string;
}

/**
 * The app as `npm start` synthesizes it, with `context` on top of the demo's. It is synthesized once per state of the sources and kept between test files and
 * runs; two files that need it first at the same moment each make one, and the later takes the earlier's.
 */
export async function synthesizedApp(context: Readonly<Record<string, string>> = {}): Promise<SynthesizedApp> {
  const folder = path.join(kept, `assembly-${hashOfSources(JSON.stringify(context))}`);
  if (!existsSync(folder)) await synthesizeInto(folder, context);
  return { assembly: folder, seed: readFileSync(path.join(folder, seedFile), 'utf8') };
}

async function synthesizeInto(folder: string, context: Readonly<Record<string, string>>): Promise<void> {
  const making = `${folder}.${process.pid}`;
  const { signal } = new AbortController();
  forgetOld();
  mkdirSync(making, { recursive: true });
  const made = demoApp(making, signal, context);
  const [seed] = await Promise.all([made.seed, made.assembly]);
  writeFileSync(path.join(making, seedFile), seed);
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true });
  }
}

/** Other runs may still use a recent one. */
function forgetOld(): void {
  if (!existsSync(kept)) return;
  for (const name of readdirSync(kept)) {
    const old = path.join(kept, name);
    const { mtimeMs } = statSync(old, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY };
    if (Date.now() - mtimeMs > hour) rmSync(old, { recursive: true, force: true });
  }
}

function hashOfSources(context: string): string {
  const hash = createHash('sha256').update(context);
  for (const file of sources.flatMap(filesOf).sort())
    hash.update(`${file}\n`).update(readFileSync(path.resolve(root, file)));
  return hash.digest('hex').slice(0, 20);
}

function filesOf(source: string): string[] {
  if (!statSync(path.resolve(root, source)).isDirectory()) return [source];
  return readdirSync(path.join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
