import { rmSync } from 'node:fs';
import { Restless } from '../test/simulation/act.ts';
import { assemblyWith, type PlantedFault, plantedFaults } from '../test/simulation/planted-fault.ts';
import { simulate } from '../test/simulation/simulation.ts';
import { judge } from '../test/simulation/verdict.ts';
import type { Row } from './figure.ts';

/** Without a planted fault it is about 700 for a seed of 20 leads. */
const mostFired = 3000;

/**
 * Whether mistakes that were planted on purpose, each in an app of its own, are found: by the synthesis, else by the
 * simulation. `planted-faults=2` is the second of them.
 */
export async function* measurePlantedFaults(asked?: string): AsyncGenerator<Row> {
  const some = asked === undefined ? plantedFaults : plantedFaults.slice(Number(asked) - 1, Number(asked));
  for (const planted of some) {
    const found = await whatFinds(planted);
    const measured = found === undefined ? 'not caught' : 'caught';
    yield { what: planted.name, goal: 'caught', measured, beside: found ?? '–' };
  }
}

async function whatFinds(planted: PlantedFault): Promise<string | undefined> {
  const assembly = await assemblyWith(planted).catch(refusal);
  if (typeof assembly !== 'string') return `the synthesis: ${assembly.because}`;
  try {
    return await firstViolation(assembly, planted.faults);
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

/** What template validation and cdk-nag say first of an app; every other error is thrown on. */
function refusal(error: unknown): { readonly because: string } {
  const [, because] = /^infra\/app\.ts failed:[\s\S]*?ERROR (.*)$/m.exec(String((error as Error).message)) ?? [];
  if (because === undefined) throw error;
  return { because };
}

async function firstViolation(assembly: string, faults: PlantedFault['faults']): Promise<string | undefined> {
  for (const seed of [1, 2, 3, 4]) {
    const [first] = await violationsOf(seed, { assembly, mostFired, ...(faults && { faults }) });
    if (first !== undefined) return `seed ${seed}: ${first}`;
  }
  return undefined;
}

/** A run that does not come to its end is a find, too. */
async function violationsOf(seed: number, options: Parameters<typeof simulate>[2]): Promise<readonly string[]> {
  try {
    return judge(await simulate(seed, 20, options)).violations;
  } catch (error) {
    if (error instanceof Restless) return [error.message];
    if (isOutOfPatience(error)) return ['it does not come to rest: an hour of its clock took over five minutes'];
    throw error;
  }
}

/** `fetch` waits so long for an answer, here for the end of a clock's move. */
function isOutOfPatience(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  return cause?.code === 'UND_ERR_HEADERS_TIMEOUT';
}
