import path from 'node:path';
import { seedText } from 'assembly-runtime/seed';
import { synthesize } from 'assembly-runtime/synthesize';
import context from './context.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const app = 'infra/app.ts';
const seed = 'infra/demo/seed.ts';

/** What `npm start` tells the runtime's command: the app, the stage and region it is synthesized for, the demo's seed. */
export const demoFlags = ['--app', app, '--context', 'infra/demo/context.json', '--seed', seed];

/** The folder `into` with the app synthesized for the demo, and the seed's text: what `startRuntime` takes. */
export function demoApp(into: string, signal: AbortSignal): { assembly: Promise<string>; seed: Promise<string> } {
  return { assembly: synthesize({ folder: root, app, context }, into, signal), seed: seedText(seed, root, signal) };
}
