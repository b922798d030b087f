import { appendFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { assemblyWith, type PlantedFault, plantedFaults } from '../test/simulation/planted-fault.ts';
import { simulate } from '../test/simulation/simulation.ts';
import { judge, type Verdict } from '../test/simulation/verdict.ts';
import type { Row } from './figure.ts';

const leadsPerSeed = 200;
const figures = path.join(import.meta.dirname, 'simulation.csv');

/** Seeds of leads under faults, then a week: one by its number (`simulation=7`), else the next that has no figure yet. */
export async function measureSimulation(asked?: string): Promise<Row[]> {
  const seed = Number(asked ?? 1);
  const began = performance.now();
  const verdict = judge(await simulate(seed, leadsPerSeed));
  for (const violation of verdict.violations) console.error(violation);
  keepFigure(seed, verdict, (performance.now() - began) / 1000);
  const { leads, faults, events, mails, mailsTwice, explainedTwice } = verdict.counts;
  return [
    {
      what: `violations, seed ${seed}`,
      goal: '0',
      measured: String(verdict.violations.length),
      beside: `${leads} leads, ${faults} faults, ${events} events, ${mails} mails`,
    },
    { what: 'mails sent twice after a death between send and note', measured: `${explainedTwice} of ${mailsTwice}` },
  ];
}

/** Figures of seeds are kept beside each other, so that a later run can be compared. */
function keepFigure(seed: number, { violations, counts }: Verdict, seconds: number): void {
  const names = Object.keys(counts);
  if (!existsSync(figures)) appendFileSync(figures, `seed,violations,${names.join()},seconds\n`);
  appendFileSync(figures, `${seed},${violations.length},${Object.values(counts).join()},${seconds.toFixed(0)}\n`);
}

/** Whether mistakes that were planted on purpose, each in an app of its own, are found: by the synthesis, else by the simulation. */
export async function measurePlantedFaults(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const planted of plantedFaults) {
    const found = await whatFinds(planted);
    rows.push({
      what: planted.name,
      goal: 'caught',
      measured: found === undefined ? 'not caught' : 'caught',
      beside: found ?? '–',
    });
  }
  return rows;
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
    const { violations } = judge(await simulate(seed, 20, { assembly, ...(faults && { faults }) }));
    if (violations[0] !== undefined) return `seed ${seed}: ${violations[0]}`;
  }
  return undefined;
}
