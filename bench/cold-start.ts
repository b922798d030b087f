import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { dealerItems } from '../functions/dealers/dealer/dealer.store.ts';
import { bundleOf } from '../infra/constructs/bundle.ts';
import { demoDealers } from '../infra/demo/dealers.ts';
import { defaultBundleOf } from './default-bundle.ts';
import { openFakeTable } from './fake-table.ts';
import { milliseconds, type Row } from './figure.ts';
import { functionEnvironment, leadEvent } from './lead-invocation.ts';
import { median } from './samples.ts';

const handler = 'leads/post-lead';
const child = join(import.meta.dirname, 'first-invocation.cjs');

/** Milliseconds by the clock, and of the processor, which others on the same cores disturb less. */
interface Lasting {
  readonly clock: number;
  readonly processor: number;
}

interface Invocation {
  readonly init: Lasting;
  /** Init and the first answer together. */
  readonly first: Lasting;
  readonly answer: { readonly statusCode: number };
}

/** Init, and init with the first lead, of post-lead in fresh processes; our bundle and CDK's default one take turns. */
export async function measureColdStart(rounds = 15): Promise<Row[]> {
  const table = await openFakeTable(demoDealers.flatMap(dealerItems));
  const files = { ours: join(bundleOf(handler), 'index.js'), byDefault: defaultBundleOf(handler) };
  const ours: Invocation[] = [];
  const byDefault: Invocation[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await invoke(files.ours, table.url));
    byDefault.push(await invoke(files.byDefault, table.url));
  }
  table.close();
  const line = (what: string, goal: string, part: 'init' | 'first'): Row => ({
    what,
    goal,
    measured: middle(ours.map((each) => each[part])),
    beside: `${middle(byDefault.map((each) => each[part]))} bundled by CDK's defaults`,
  });
  return [
    line(`init of ${handler}, fresh process`, '≤ 45 ms', 'init'),
    line('init and first lead (ADF), fresh process', '≤ 95 ms', 'first'),
  ];
}

function middle(samples: readonly Lasting[]): string {
  const [clock, processor] = [samples.map((each) => each.clock), samples.map((each) => each.processor)];
  return `${milliseconds(median(clock))} (${milliseconds(median(processor))} of processor)`;
}

function invoke(bundle: string, endpoint: string): Promise<Invocation> {
  const { promise, resolve, reject } = Promise.withResolvers<Invocation>();
  const started = execFile(process.execPath, [child, bundle], { env: functionEnvironment(endpoint) }, (error, said) => {
    if (error) return reject(error);
    // The logger writes lines of its own before the last.
    const invocation = JSON.parse(said.trim().split('\n').at(-1) ?? '') as Invocation;
    if (invocation.answer.statusCode === 202) resolve(invocation);
    else reject(new Error(`The lead was not taken: ${said}`));
  });
  started.stdin?.end(JSON.stringify(leadEvent()));
  return promise;
}
