/**
 * `npm run bench` measures every figure that takes minutes, `npm run bench -- adf start` the ones that are named,
 * `npm run bench -- house=FOLDER` one of another checkout, `npm run bench -- simulation=7` a seed's,
 * `npm run bench -- outages=12h,events` those of one length and service and `npm run bench -- growth=2000` those of so many leads.
 */
import { availableParallelism } from 'node:os';
import { lineOf, type Row, tableHead, tableOf } from './figure.ts';

/** Gives all rows at once or, where each takes long, one after the other. */
type Figure = (argument?: string) => Promise<Row[]> | AsyncIterable<Row>;

/** Each figure is loaded when its turn comes, so that none pays for what another imports. */
const figures: Readonly<Record<string, Figure>> = {
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
  mails: async () => (await import('./mails.ts')).measureMails(),
  simulation: async (seed) => (await import('./simulation.ts')).measureSimulation(seed),
  'planted-faults': async function* (position) {
    yield* (await import('./planted-faults.ts')).measurePlantedFaults(position);
  },
  outages: async function* (asked) {
    yield* (await import('./outages.ts')).measureOutages(asked);
  },
  quotas: async function* () {
    yield* (await import('./quotas.ts')).measureQuotas();
  },
  growth: async function* (newLeads) {
    const { measureGrowth, usualEffort } = await import('./growth.ts');
    yield* measureGrowth(usualEffort(newLeads));
  },
  'item-growth': async () => (await import('./item-growth.ts')).measureItemGrowth(),
  'clock-move': async () => (await import('./clock-move.ts')).measureClockMove(),
  'post-lead': async () => (await import('./post-lead.ts')).measurePostLead(),
};

/** They take up to hours. */
const onlyWhenNamed = new Set(['planted-faults', 'outages', 'quotas', 'growth']);

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
  if (asked.size > 0 ? !asked.has(name) : onlyWhenNamed.has(name)) continue;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const measured = measure(asked.get(name));
  if (Symbol.asyncIterator in measured) {
    console.log(`${name}\n${tableHead}`);
    for await (const row of measured) console.log(lineOf(row));
    console.log(`(${seconds()})\n`);
  } else {
    const rows = await measured;
    console.log(`${name} (${seconds()})\n${tableOf(rows)}\n`);
  }
}
