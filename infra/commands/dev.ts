import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startRuntime } from 'assembly-runtime';
import { terminalLines } from 'assembly-runtime/terminal-lines';
import { allHandlers, rebundling } from '../constructs/bundle.ts';
import { demoApp } from '../demo/demo-app.ts';
import { portOf, readWords, runCommand } from './command.ts';
import { onSave } from './on-save.ts';
import { temporaryFolder } from './temporary-folder.ts';

const usage = `npm run dev -- [--port 4510]
Runs the app on this machine and serves an edited handler a few seconds after it was saved; the table and the clock stay
as they are. What is synthesized (infra/, statemachines/) needs a new start.`;

const root = path.join(import.meta.dirname, '../..');
const watched = ['functions', 'policies'].map((each) => path.join(root, each));

await runCommand(async () => {
  const { values } = readWords({ options: { port: { type: 'string', default: '4510' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(usage);
  const port = portOf(values.port);
  const { folder, signal, beforeEnd } = temporaryFolder('dev', 0);
  const assembly = path.join(folder, 'assembly');
  const lines = terminalLines(process.stdout);
  const runtime = await startRuntime({ port, watcher: lines, ...demoApp(assembly, signal) });
  const { overview, shortName } = await runtime.ready;
  const reload = await reloader({ assembly, bundles: path.join(folder, 'bundles'), reload: runtime.reload, beforeEnd });
  console.log(`API ${overview.api}, control ${runtime.url}/_local. Edit functions/ or policies/; stop with Ctrl-C.`);
  lines.begin(shortName);
  await onSave(watched, reload);
});

interface Served {
  readonly assembly: string;
  readonly bundles: string;
  /** Tells the runtime that the code in a directory was replaced. */
  readonly reload: (taskRoot: string) => void;
  /** What ends with the process: esbuild is another one, which would write on. */
  readonly beforeEnd: (() => Promise<void>)[];
}

/** Makes what bundles again and puts every bundle that changed where its function runs from. */
async function reloader({ assembly, bundles, reload, beforeEnd }: Served): Promise<() => Promise<void>> {
  const building = await rebundling(bundles);
  beforeEnd.push(() => building.dispose());
  const places = codePlaces(assembly);
  return async () => {
    const began = performance.now();
    try {
      await building.rebuild();
    } catch {
      return; // esbuild has said what is wrong and where.
    }
    const changed = [...places].filter(([handler, place]) => replace(path.join(bundles, handler, 'index.js'), place));
    for (const [, place] of changed) reload(place);
    const names = changed.map(([handler]) => handler).join(', ');
    console.log(`${names || 'No handler'} changed (${Math.round(performance.now() - began)} ms)`);
  };
}

function replace(bundle: string, place: string): boolean {
  const served = path.join(place, 'index.js');
  if (readFileSync(bundle).equals(readFileSync(served))) return false;
  copyFileSync(bundle, served);
  return true;
}

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: { FunctionName: string; Code: { S3Key: string } } }>;
}

/** The directory of the assembly that each handler runs from. */
function codePlaces(assembly: string): Map<string, string> {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  const functions = templates.flatMap((file) => {
    const { Resources } = JSON.parse(readFileSync(path.join(assembly, file), 'utf8')) as Template;
    return Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  });
  return new Map(
    functions.flatMap(({ Properties: { FunctionName, Code } }) => {
      const handler = allHandlers().find((each) => FunctionName.endsWith(`-${path.basename(each)}`));
      return handler ? [[handler, path.join(assembly, `asset.${path.parse(Code.S3Key).name}`)] as const] : [];
    }),
  );
}
