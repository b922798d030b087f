import type { FaultPlan } from 'assembly-runtime/fault-plan';
import type { Fault } from 'assembly-runtime/faults';
import { type App, type AppOptions, startApp } from '../support/app.ts';
import { letPass, type Run, runInOrder } from './act.ts';
import { type Ending, endingOf } from './ending.ts';
import { type Script, writeScript } from './script.ts';
import { postAtOnce, posting, type Senders } from './sender.ts';

/** Another app than the project's own, other faults than the script's. */
interface SimulationOptions extends Pick<AppOptions, 'assembly'> {
  readonly faults?: Omit<FaultPlan, 'seed'>;
  /** How many timers may fire in it. */
  readonly mostFired?: number;
}

/**
 * Runs the script of a seed: faults from the first request on; then they end, a rush
 * comes, what lies is redriven, and seven days pass.
 * Rejects with Restless where more timers fire than may.
 */
export async function simulate(seed: number, leads: number, options: SimulationOptions = {}): Promise<Ending> {
  const { faults, mostFired, ...rest } = options;
  const script = writeScript(seed, leads);
  const app = await startApp(rest);
  try {
    const run: Run = { app, fired: 0, ...(mostFired !== undefined && { mostFired }) };
    return await play(run, faults ? { ...script, faults: { seed, ...faults } } : script);
  } finally {
    // What a fault kept from being cleaned up is no finding of the simulation.
    await app.close().catch(() => {});
  }
}

async function play(run: Run, script: Script): Promise<Ending> {
  const { app } = run;
  const senders: Senders = { app, told: new Map(), refusals: [], pauseSeconds: 2, mostTries: 40 };
  await app.ask('POST', '/faults', JSON.stringify(script.faults));
  await runInOrder(
    run,
    script.leads.map((lead) => posting(senders, lead)),
  );
  const faults = await endFaults(app);
  for (const lead of script.rush) await runInOrder(run, await postAtOnce(senders, lead));
  await recover(run);
  return { ...(await endingOf(app, [...senders.told.values()])), faults, refusals: senders.refusals };
}

/** Ends the faults; gives those that happened. */
export async function endFaults(app: App): Promise<readonly Fault[]> {
  const { body } = await app.ask('GET', '/faults');
  await app.ask('DELETE', '/faults');
  return (body as { faults: Fault[] }).faults;
}

/** Gives back what lies, until nothing does, and lets a week pass; gives how many dead letters it took. */
export async function recover(run: Run): Promise<number> {
  let letters = 0;
  for (let round = 0; round < 5; round += 1) {
    await letPass(run, 1);
    const { redriven } = await run.app.redrive();
    letters += redriven;
    if (redriven === 0) break;
  }
  await letPass(run, 7 * 24);
  return letters;
}
