/**
 * `npm run bench` measures every figure, `npm run bench -- adf start` the ones that are named,
 * `npm run bench -- house=FOLDER` one of another checkout and `npm run bench -- simulation=7` a seed's.
 */
import { availableParallelism } from 'node:os';
import { type Row, tableOf } from './figure.ts';

/** Each figure is loaded when its turn comes, so that none pays for what another imports. */
const figures: Readonly<Record<string, (argument?: string) => Promise<Row[]>>> = {
  house: async (checkout) => (await import('./house.ts')).measureHouse(checkout),
  bundles: async () => (await import('./bundles.ts')).measureBundles(),
  'cold-start': async () => (await import('./cold-start.ts')).measureColdStart(),
  adf: async () => (await import('./adf.ts')).measureAdf(),
  'adf-mutations': async () => (await import('./adf-mutations.ts')).measureAdfMutations(),
  hostile: async () => (await import('./hostile.ts')).measureHostile(),
  'business-time': async () => (await import('./business-time.ts')).measureBusinessTime(),
  interpreter: async () => (await import('./interpreter.ts')).measureInterpreter(),
  start: async () => (await import('./start.ts')).measureStart(),
  'kill-points': async () => (await import('./kill-points.ts')).measureKillPoints(),
  simulation: async (seed) => (await import('./simulation.ts')).measureSimulation(seed),
  'planted-faults': async () => (await import('./simulation.ts')).measurePlantedFaults(),
  'item-growth': async () => (await import('./item-growth.ts')).measureItemGrowth(),
  'post-lead': async () => (await import('./post-lead.ts')).measurePostLead(),
};

/** What is asked for, with what is named behind an equals sign. */
const asked = new Map(
  process.argv.slice(2).map((argument) => {
    const [name = '', named] = argument.split('=', 2);
    return [name, named];
  }),
);
const unknown = [...asked.keys()].filter((name) => !(name in figures));
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(', ')}. There are: ${Object.keys(figures).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores\n`);
for (const [name, measure] of Object.entries(figures)) {
  if (asked.size > 0 && !asked.has(name)) continue;
  const began = performance.now();
  const rows = await measure(asked.get(name));
  console.log(`${name} (${((performance.now() - began) / 1000).toFixed(0)} s)\n${tableOf(rows)}\n`);
}
