import type { App } from '../support/app.ts';

/** Something that people do at an instant; it may lead to more. */
export interface Act {
  readonly at: string;
  readonly run: () => Promise<readonly Act[]>;
}

/** A run of an app, and what its clock has fired so far. */
export interface Run {
  readonly app: App;
  fired: number;
  /** How many timers it may fire; without it as many as there are. */
  readonly mostFired?: number;
}

/** A run that does not come to rest: something in it goes on and on. */
export class Restless extends Error {}

/** Does everything at its time and in its order, and what it leads to. Throws Restless where more fires than may. */
export async function runInOrder(run: Run, acts: readonly Act[]): Promise<void> {
  const waiting = [...acts];
  for (;;) {
    waiting.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    const next = waiting.shift();
    if (!next) return;
    await moveTo(run, next.at);
    waiting.push(...(await next.run()));
  }
}

/** Lets so many hours pass. Throws Restless where more fires than may. */
export async function letPass(run: Run, hours: number): Promise<void> {
  await moveTo(run, later(await run.app.clock.now(), hours * hour));
}

const hour = 3_600_000;

/** Moves the clock on to an instant, where it is not there yet: an hour at a time, because a request may not last for ever. */
async function moveTo(run: Run, instant: string): Promise<void> {
  const { clock } = run.app;
  const end = Date.parse(instant);
  for (let now = Date.parse(await clock.now()); now < end; now = Math.min(now + hour, end)) {
    run.fired += (await clock.to(new Date(Math.min(now + hour, end)).toISOString())).fired;
    if (run.fired > (run.mostFired ?? Number.POSITIVE_INFINITY))
      throw new Restless(`it does not come to rest: ${run.fired} timers fired by ${await clock.now()}, and it goes on`);
  }
}

/** The instant so many milliseconds after another. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + Math.round(milliseconds)).toISOString();
}
