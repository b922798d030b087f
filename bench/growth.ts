import { type Aws, openAws } from '../test/support/aws.ts';
import { milliseconds, type Row, whole } from './figure.ts';
import { type GrownRuntime, startGrownRuntime } from './grown-runtime.ts';
import { type DuePlan, dealerByCapacity, planOpenLeads, startsAt } from './growth-plan.ts';
import { postUnderLoad } from './load.ts';
import { leadDocument } from './open-leads.ts';
import { median, quantile } from './samples.ts';
import { type Spent, spentBetween } from './spent.ts';

interface Rounds {
  readonly rounds: number;
  readonly each: number;
}

export interface GrowthEffort {
  /** How many leads are open in each table. */
  readonly sizes: readonly number[];
  readonly dealers: number;
  /** How many of the leads are made; the others are copies of these. */
  readonly made: number;
  readonly due: DuePlan;
  /** Sweeps that find nothing due, in rounds. */
  readonly idle: Rounds;
  /** Leads posted to each runtime, in rounds in which they take turns. The first round warms up and does not count. */
  readonly posted: Rounds;
  /** How many leads a page of a list has, and how many are given to whoever has the fewest. */
  readonly listed: number;
  /** A synthesized app; the present one is synthesized by default. */
  readonly assembly?: string;
}

/** What the figure takes, with so many new leads (a text). */
export function usualEffort(newLeads = '5000'): GrowthEffort {
  const each = 500;
  const rounds = Math.ceil(Number(newLeads) / each);
  if (!(rounds > 0)) throw new RangeError(`${newLeads} is no number of leads.`);
  return {
    sizes: [1_000, 10_000, 100_000],
    dealers: 200,
    made: 500,
    due: { minutes: 10, each: 50 },
    idle: { rounds: 5, each: 10 },
    posted: { rounds, each },
    listed: 20,
  };
}

const connections = 10;
const goal = 'flat ±20 %';
/** More than the timers of a round take to begin, by their pace. */
const untilTimersBegin = 'PT5S';
/** No lead that was there has this number. */
const firstPosted = 1_000_000;

/** A runtime with its number of open leads. */
interface Size {
  readonly runtime: GrownRuntime;
  readonly aws: Aws;
}

/**
 * What a new lead, a sweep and a page of a list cost where 1k, 10k and 100k leads are open. The runtimes stand beside each other
 * and take turns, so that what others do on the same cores falls on all of them.
 */
export async function* measureGrowth(effort: GrowthEffort = usualEffort()): AsyncGenerator<Row> {
  const sizes: Size[] = [];
  try {
    for await (const size of openSizes(effort)) sizes.push(size);
    yield* sweepRows(sizes, effort);
    yield* leadRows(sizes, effort);
    yield* readRows(sizes, effort);
    yield memoryRow(sizes);
  } finally {
    await Promise.all(sizes.map(({ runtime }) => runtime.close()));
  }
}

async function* openSizes({ sizes, dealers, made, due, assembly }: GrowthEffort): AsyncGenerator<Size> {
  const open = await planOpenLeads(made, due, dealers);
  const flags = assembly === undefined ? [] : ['--assembly', assembly];
  for (const size of sizes) {
    const copies = Math.round((size - open.due.length) / made);
    const leads = [
      ...open.others.map((lead) => ({ ...lead, copies })),
      ...open.due.map((lead) => ({ ...lead, copies: 1 })),
    ];
    const runtime = await startGrownRuntime({ dealers: open.dealers, leads, startsAt, flags });
    yield { runtime, aws: openAws(runtime.url) };
  }
}

async function* sweepRows(sizes: readonly Size[], { idle, due }: GrowthEffort): AsyncGenerator<Row> {
  const isAsked = (caller: string) => caller === 'sweep-due';
  const sweep = async ({ aws }: Size) => {
    for (let nth = 0; nth < idle.each; nth += 1) await aws.invoke('sweep-due', {});
  };
  const rest = await inTurns(sizes, { rounds: idle.rounds, isAsked, work: sweep });
  yield* sweepRowsOf('a sweep with nothing due', rest, idle.each);
  const work = ({ runtime }: Size) => runtime.advance('PT1M');
  const busy = await inTurns(sizes, { rounds: due.minutes, isAsked, work });
  yield* sweepRowsOf(`a sweep with ${due.each} due`, busy, 1);
}

function sweepRowsOf(what: string, used: readonly (readonly Used[])[], sweeps: number): Row[] {
  const row = (figure: string, figureOf: (used: Used) => number, shown?: Shown) =>
    growthRow(
      `${what}: ${figure}`,
      eachOf(used, (one) => figureOf(one) / sweeps),
      shown,
    );
  return [
    row('read units', ({ readUnits }) => readUnits),
    row('write units', ({ writeUnits }) => writeUnits),
    row('calls', ({ calls }) => calls),
    // It has a gigabyte of memory.
    row('its time by the clock', ({ gigabyteSeconds }) => gigabyteSeconds * 1000, milliseconds),
    row('processor, with all that comes of it', ({ cpuMilliseconds }) => cpuMilliseconds, milliseconds),
  ];
}

async function* leadRows(sizes: readonly Size[], { posted, dealers }: GrowthEffort): AsyncGenerator<Row> {
  const { rounds, each } = posted;
  const answers = sizes.map((): number[] => []);
  const work = async (size: Size, round: number) => {
    const leads = Array.from({ length: each }, (_, nth) => firstPosted + round * each + nth);
    const { latencies } = await post(size, leads, dealers);
    if (round > 0) answers[sizes.indexOf(size)]?.push(...latencies);
    await size.runtime.advance(untilTimersBegin);
  };
  const isAsked = (caller: string) => caller !== 'sweep-due';
  const used = await inTurns(sizes, { rounds: rounds + 1, isAsked, work });
  for (const { runtime } of sizes) await assertTimersBegan(runtime, (rounds + 1) * each);
  const counted = used.map((ofSize) => ofSize.slice(1));
  const row = (figure: string, figureOf: (used: Used) => number, shown?: Shown) => {
    const values = eachOf(counted, (one) => figureOf(one) / each);
    return growthRow(`one of ${whole(rounds * each)} new leads: ${figure}`, values, shown);
  };
  yield row('write units', ({ writeUnits }) => writeUnits);
  yield row('read units', ({ readUnits }) => readUnits);
  yield row('calls', ({ calls }) => calls);
  yield row('processor', ({ cpuMilliseconds }) => cpuMilliseconds, milliseconds);
  for (const [name, share] of Object.entries({ p50: 0.5, p99: 0.99 })) {
    const values = answers.map((latencies) => quantile(latencies, share));
    yield growthRow(`its answer, ${connections} connections: ${name}`, values, milliseconds);
  }
}

async function assertTimersBegan(runtime: GrownRuntime, leads: number): Promise<void> {
  const { calls } = await runtime.bill();
  const began = calls.find(({ caller, call }) => caller === 'start-lead-sla' && call === 'states:StartExecution');
  if (began?.count !== leads) throw new Error(`Of ${leads} leads ${began?.count ?? 0} have timers.`);
}

/** What is read by whoever looks at many leads at once. */
async function* readRows(sizes: readonly Size[], { due, posted, listed, dealers }: GrowthEffort): AsyncGenerator<Row> {
  const unitsOf = async (caller: string, work: (size: Size) => Promise<unknown>) => {
    const used = await inTurns(sizes, { rounds: 1, isAsked: (each) => each === caller, work });
    return eachOf(used, ({ readUnits }) => readUnits);
  };
  // Of those that were posted, which are the same everywhere.
  const query = `limit=${listed}&updatedSince=${startsAt.add({ minutes: due.minutes })}`;
  const page = ({ runtime: { api, keys } }: Size) => get(`${api}/v1/leads?${query}`, keys[1] ?? '');
  yield growthRow(`a page of ${listed} of a dealer's leads: read units`, await unitsOf('list-leads', page));
  const count = ({ aws }: Size) => aws.invoke('count-unanswered', {});
  yield growthRow('counting the unanswered leads, once a day: read units', await unitsOf('count-unanswered', count));
  const first = dealers * Math.ceil((firstPosted + (posted.rounds + 1) * posted.each) / dealers);
  const leads = Array.from({ length: listed }, (_, nth) => first + dealerByCapacity(dealers) + nth * dealers);
  const give = async (size: Size) => {
    await post(size, leads, dealers);
    await size.runtime.advance(untilTimersBegin);
  };
  const given = await unitsOf('assign-lead', give);
  yield growthRow(
    'giving a lead to whoever has the fewest: read units',
    given.map((units) => units / listed),
  );
}

/** What the processor's time grows with: its garbage collector walks through all that is kept. */
function memoryRow(sizes: readonly Size[]): Row {
  const peaks = sizes.map(({ runtime }) => runtime.peakMegabytes() ?? Number.NaN);
  const { goal: _, ...row } = growthRow('memory of the runtime, peak RSS', peaks, (peak) => `${whole(peak)} MB`);
  return row;
}

async function post({ runtime: { api, keys } }: Size, numbers: readonly number[], dealers: number) {
  const requestOf = (nth: number) => {
    const number = numbers[nth - 1] ?? 0;
    const headers = { authorization: `Bearer ${keys[number % dealers]}`, 'content-type': 'application/xml' };
    return { url: `${api}/v1/leads`, headers, body: leadDocument(number) };
  };
  return postUnderLoad({ connections, enough: (requests) => requests >= numbers.length, requestOf });
}

async function get(url: string, key: string): Promise<void> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** What was used in a round, by the callers that were asked for and by the processor. */
interface Used extends Spent {
  readonly cpuMilliseconds: number;
}

interface Turns {
  readonly rounds: number;
  readonly isAsked: (caller: string) => boolean;
  readonly work: (size: Size, round: number) => Promise<unknown>;
}

/** Does some work with each runtime, round by round. Gives what each used in its rounds. */
async function inTurns(
  sizes: readonly Size[],
  { rounds, isAsked, work }: Turns,
): Promise<readonly (readonly Used[])[]> {
  const used = sizes.map((): Used[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, size] of sizes.entries()) {
      const { runtime } = size;
      const before = await runtime.bill();
      const cpuBefore = runtime.cpuSeconds() ?? Number.NaN;
      await work(size, round);
      const cpuMilliseconds = 1000 * ((runtime.cpuSeconds() ?? Number.NaN) - cpuBefore);
      used[index]?.push({ ...spentBetween(before, await runtime.bill(), isAsked), cpuMilliseconds });
    }
  return used;
}

/** The median of each size's rounds. */
function eachOf(used: readonly (readonly Used[])[], figureOf: (used: Used) => number): readonly number[] {
  return used.map((rounds) => median(rounds.map(figureOf)));
}

type Shown = (value: number) => string;

/** What was measured at each size, and how many times as much as at the first. */
function growthRow(
  what: string,
  values: readonly number[],
  shown: Shown = (value) => `${Number(value.toFixed(2))}`,
): Row {
  const [first = 0, ...others] = values;
  const ratios = others.map((value) => (first === 0 ? Number(value !== 0) + 1 : value / first).toFixed(2));
  return { what, goal, measured: values.map(shown).join(' · '), beside: `${ratios.join(' · ')} times the first` };
}
