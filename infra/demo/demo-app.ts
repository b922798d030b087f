import path from 'node:path';
import { seedText } from 'assembly-runtime/seed';
import { synthesize } from 'assembly-runtime/synthesize';
import context from './context.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const app = 'infra/app.ts';
const seed = 'infra/demo/seed.ts';

/** What `npm start` tells the runtime's command: the app, the stage and region it is synthesized for, the demo's seed. */
export const demoFlags = ['--app', app, '--context', 'infra/demo/context.json', '--seed', seed];

/** What `startRuntime` takes. */
interface DemoApp {
  readonly assembly: Promise<string>;
  readonly seed: Promise<string>;
}

/** The folder `into` with the app synthesized for the demo, with `more` on top of its context, and the seed's text. */
export function demoApp(into: string, signal: AbortSignal, more: Readonly<Record<string, string>> = {}): DemoApp {
  const given = { folder: root, app, context: { ...context, ...more } };
  return { assembly: synthesize(given, into, signal), seed: seedText(seed, root, signal) };
}
