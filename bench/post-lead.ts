import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { document, leadOf, read, timersStarted } from './demo-leads.ts';
import { milliseconds, type Row, times, whole } from './figure.ts';
import { type Loaded, postUnderLoad } from './load.ts';
import { cpuSecondsOf, startLocalRuntime } from './local-runtime.ts';
import { manyDealers } from './many-dealers.ts';
import { quantile } from './samples.ts';

/** Twenty keys may send a thousand requests a second under a usage plan of fifty each. */
const stores = 20;
const connections = 10;

export interface PostLeadEffort {
  /** Requests before anything counts: each of the ten execution environments of a function has to get warm. */
  readonly warmUp: number;
  readonly milliseconds: number;
  /** A synthesized app; the present one is synthesized by default. */
  readonly assembly?: string;
}

/**
 * `POST /v1/leads` (ADF) on the local runtime in a process of its own, until every lead is stored, published and has its
 * SLA timer running; beside a server that only stores.
 */
export async function measurePostLead(effort: PostLeadEffort = { warmUp: 1_000, milliseconds: 6_000 }): Promise<Row[]> {
  const { loaded, started, cpuMilliseconds, megabytes } = await loadTheApp(effort);
  const floor = await loadTheFloor(effort);
  const part = (share: number, of: Loaded) => milliseconds(quantile(of.latencies, share));
  const storing = `${whole(floor.perSecond)}/s only storing in dynalite (${times(floor.perSecond, started)} ours)`;
  return [
    {
      what: `POST /v1/leads to stored, published and SLA started, ${connections} connections`,
      goal: '≥ 200/s',
      measured: `${whole(started)}/s`,
      beside: storing,
    },
    {
      what: 'its answer: p50 · p99',
      goal: 'p99 ≤ 100 ms',
      measured: `${part(0.5, loaded)} · ${part(0.99, loaded)}`,
      beside: `${part(0.5, floor)} · ${part(0.99, floor)}`,
    },
    {
      what: 'processor time a lead, services and functions together',
      goal: '≤ 14 ms',
      measured: cpuMilliseconds === undefined ? 'unknown here' : milliseconds(cpuMilliseconds),
      ...(Number.isNaN(floor.cpuMilliseconds) ? {} : { beside: `${milliseconds(floor.cpuMilliseconds)} only storing` }),
    },
    {
      what: 'the most memory under that load (peak RSS)',
      goal: '≤ 700 MB',
      measured: megabytes === undefined ? 'unknown here' : `${whole(megabytes)} MB`,
    },
  ];
}

interface LoadedApp {
  readonly loaded: Loaded;
  /** SLA timers started a second. */
  readonly started: number;
  /** Each lead's share of the runtime's processor time; it says more than the rate where others use the same cores. */
  readonly cpuMilliseconds: number | undefined;
  /** The most that the runtime has held. */
  readonly megabytes: number | undefined;
}

function flagsOf({ assembly }: PostLeadEffort): string[] {
  return assembly === undefined ? [] : ['--assembly', assembly];
}

function warm({ warmUp }: PostLeadEffort) {
  return (requests: number) => requests >= warmUp;
}

function measured({ milliseconds: lasting }: PostLeadEffort) {
  return (_requests: number, passed: number) => passed >= lasting;
}

async function loadTheApp(effort: PostLeadEffort): Promise<LoadedApp> {
  const { seed, keys } = manyDealers(stores);
  const runtime = await startLocalRuntime([...flagsOf(effort), '--seed', seed, '--clock', '2026-03-02T15:00:00Z']);
  try {
    const api = (await read(`${runtime.url}/_local`))['api'];
    const requestOf = (number: number) => leadOf(number, { api: String(api), keys });
    const warmedUp = await postUnderLoad({ connections, enough: warm(effort), requestOf });
    const before = await timersStarted(runtime.url, warmedUp.latencies.length);
    const [began, cpuBefore] = [performance.now(), runtime.cpuSeconds()];
    const further = (number: number) => requestOf(number + warmedUp.latencies.length);
    const loaded = await postUnderLoad({ connections, enough: measured(effort), requestOf: further });
    await timersStarted(runtime.url, before + loaded.latencies.length);
    const leads = loaded.latencies.length;
    const cpu = (runtime.cpuSeconds() ?? Number.NaN) - (cpuBefore ?? Number.NaN);
    return {
      ...{ loaded, started: (leads / (performance.now() - began)) * 1000 },
      cpuMilliseconds: Number.isNaN(cpu) ? undefined : (cpu / leads) * 1000,
      megabytes: runtime.peakMegabytes(),
    };
  } finally {
    await runtime.close();
  }
}

/** The floor's request has its processor time, too. */
async function loadTheFloor(effort: PostLeadEffort): Promise<Loaded & { readonly cpuMilliseconds: number }> {
  const script = createRequire(import.meta.url).resolve('assembly-runtime/bench/storing-server');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [url = ''] = await createInterface({ input: child.stdout })
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [value]);
    const requestOf = () => ({ url, headers: { 'content-type': 'application/xml' }, body: document });
    await postUnderLoad({ connections, enough: warm(effort), requestOf });
    const cpuBefore = cpuSecondsOf(child.pid) ?? Number.NaN;
    const loaded = await postUnderLoad({ connections, enough: measured(effort), requestOf });
    const cpu = (cpuSecondsOf(child.pid) ?? Number.NaN) - cpuBefore;
    return { ...loaded, cpuMilliseconds: (cpu / loaded.latencies.length) * 1000 };
  } finally {
    child.kill();
  }
}
