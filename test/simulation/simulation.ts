import { setTimeout } from 'node:timers/promises';
import type { FaultPlan } from 'assembly-runtime/fault-plan';
import type { Fault } from 'assembly-runtime/faults';
import { type App, type AppOptions, startApp } from '../support/app.ts';
import { letPass, runInOrder } from './act.ts';
import { type Ending, endingOf } from './ending.ts';
import { type Script, writeScript } from './script.ts';
import { posting, type Senders } from './sender.ts';

/** Another app than the project's own, other faults than the script's. */
interface SimulationOptions extends Pick<AppOptions, 'assembly'> {
  readonly faults?: Omit<FaultPlan, 'seed'>;
  /** How long it may take, in real time; without it as long as it takes. */
  readonly mostSeconds?: number;
}

/** A run that took longer than it may: something in it goes on and on. */
export class Restless extends Error {}

/**
 * Runs the script of a seed: faults from the first request on; then they end, what lies is redriven, and seven days pass.
 * Rejects with Restless where that takes too long.
 */
export async function simulate(seed: number, leads: number, options: SimulationOptions = {}): Promise<Ending> {
  const { faults, mostSeconds, ...rest } = options;
  const script = writeScript(seed, leads);
  const app = await startApp(rest);
  try {
    const ending = play(app, faults ? { ...script, faults: { seed, ...faults } } : script);
    return await (mostSeconds === undefined ? ending : within(mostSeconds, app, ending));
  } finally {
    // What a fault kept from being cleaned up is no finding of the simulation.
    await app.close().catch(() => {});
  }
}

async function play(app: App, script: Script): Promise<Ending> {
  const senders: Senders = { app, told: new Map(), refusals: [], pauseSeconds: 2, mostTries: 40 };
  await app.ask('POST', '/faults', JSON.stringify(script.faults));
  await runInOrder(
    app,
    script.leads.map((lead) => posting(senders, lead)),
  );
  const faults = await endFaults(app);
  await recover(app);
  return { ...(await endingOf(app, [...senders.told.values()])), faults, refusals: senders.refusals };
}

async function within<Value>(seconds: number, { clock }: App, work: Promise<Value>): Promise<Value> {
  const over = new AbortController();
  const limit = setTimeout(seconds * 1000, undefined, { signal: over.signal }).then(async () => {
    throw new Restless(`after ${seconds} s of real time its clock stands at ${await clock.now()} and goes on`);
  });
  // Whichever comes second is nobody's any more.
  limit.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, limit]);
  } finally {
    over.abort();
  }
}

/** Ends the faults; gives those that happened. */
export async function endFaults(app: App): Promise<readonly Fault[]> {
  const { body } = await app.ask('GET', '/faults');
  await app.ask('DELETE', '/faults');
  return (body as { faults: Fault[] }).faults;
}

/** Gives back what lies, until nothing does, and lets a week pass; gives how many dead letters it took. */
export async function recover(app: App): Promise<number> {
  let letters = 0;
  for (let round = 0; round < 5; round += 1) {
    await letPass(app, 1);
    const { redriven } = await app.redrive();
    letters += redriven;
    if (redriven === 0) break;
  }
  await letPass(app, 7 * 24);
  return letters;
}
