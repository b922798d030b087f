import { rmSync } from 'node:fs';
import { withSingleAttempts } from '../test/simulation/changed-variables.ts';
import { type Outage, playOutage } from '../test/simulation/outage.ts';
import { judgeOutage } from '../test/simulation/outage-verdict.ts';
import { startApp } from '../test/support/app.ts';
import { synthesizedApp } from '../test/support/assembly.ts';
import type { Row } from './figure.ts';

const lengths: Readonly<Record<string, number>> = { '15m': 15, '2h': 120, '12h': 720 };
/** The bus, the table, mail, timers and queues, by their IAM prefixes. */
const services = ['events', 'dynamodb', 'ses', 'states', 'sqs'];
const kinds: Readonly<Record<string, Outage['kind']>> = { throttled: 'throttle', dies: 'crashBefore' };

/**
 * Outages of every function and of what they all need, the shortest first: how many leads are without their steps when it
 * is over. `outages=12h,events` are those that all of its words name: a length, a function or service, a kind.
 */
export async function* measureOutages(asked?: string): AsyncGenerator<Row> {
  const words = asked?.split(',') ?? [];
  const assembly = withSingleAttempts((await synthesizedApp()).assembly);
  try {
    const functions = await functionsOf(assembly);
    checkWords(words, functions);
    for (const [length, minutes] of named(lengths, words))
      for (const of of chosen([...services, ...functions], words))
        for (const [word, kind] of named(kinds, words))
          if (kind === 'throttle' || functions.includes(of))
            yield await measureOutage({ of, kind, minutes }, { assembly, name: `${of} ${word}, ${length}` });
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

async function measureOutage(outage: Outage, { assembly, name }: { assembly: string; name: string }): Promise<Row> {
  const began = performance.now();
  const ending = await playOutage(outage, assembly);
  const { leads, leadsWithoutSteps, violations, minutesLate } = judgeOutage(ending, outage.minutes);
  for (const violation of violations) console.error(`${name}: ${violation}`);
  const seconds = (performance.now() - began) / 1000;
  return {
    what: name,
    goal: '0',
    measured: `${leadsWithoutSteps} of ${leads}, ${violations.length} violations`,
    beside: `last step ${minutesLate.toFixed(1)} min after healing, ${ending.letters} dead letters, ${seconds.toFixed(0)} s`,
  };
}

/** Every function of the app, as the runtime names it. */
async function functionsOf(assembly: string): Promise<readonly string[]> {
  const app = await startApp({ assembly });
  try {
    return ((await app.ask('GET', '')).body as { functions: readonly string[] }).functions;
  } finally {
    await app.close();
  }
}

function checkWords(words: readonly string[], functions: readonly string[]): void {
  const known = [...Object.keys(lengths), ...services, ...functions, ...Object.keys(kinds)];
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0)
    throw new Error(`There is no outage of ${unknown.join()}. Its words are ${known.join(', ')}.`);
}

/** Those of the choices that the words name; all where they name none. */
function chosen(choices: readonly string[], words: readonly string[]): readonly string[] {
  const some = choices.filter((choice) => words.includes(choice));
  return some.length > 0 ? some : choices;
}

function named<Value>(choices: Readonly<Record<string, Value>>, words: readonly string[]) {
  const names = chosen(Object.keys(choices), words);
  return Object.entries(choices).filter(([name]) => names.includes(name));
}
