/**
 * Runs `post-lead` of the checkout that is named on the demo's lead, and prints the files of functions/ that the request
 * entered, in the order in which it first called a function of each. A process of its own: it changes how files load.
 */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { leadEvent } from './lead-invocation.ts';
import { withNotedEntries } from './noted-entries.ts';

const root = path.resolve(process.argv[2] ?? '.');
const folder = pathToFileURL(path.join(root, 'functions/')).href;
const entered = new Set<string>();

Object.assign(globalThis, { noteEntry: (file: string) => entered.add(file) });
registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (!url.startsWith(folder) || !url.endsWith('.ts')) return loaded;
    const file = `functions/${url.slice(folder.length)}`;
    return { ...loaded, source: withNotedEntries(file, String(loaded.source), 'globalThis.noteEntry') };
  },
});

const { handler } = await import(new URL('leads/post-lead.handler.ts', folder).href);
// What ran while the files were loaded is not the request's way.
entered.clear();
const answer = await handler(leadEvent());
if (answer.statusCode !== 202) throw new Error(`The lead was not taken: ${JSON.stringify(answer)}`);
process.stdout.write(`\n${JSON.stringify([...entered])}\n`);
