import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';
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
