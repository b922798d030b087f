import type { App } from '../support/app.ts';

/** Something that people do at an instant; it may lead to more. */
export interface Act {
  readonly at: string;
  readonly run: () => Promise<readonly Act[]>;
}

/** Does everything at its time and in its order, and what it leads to. */
export async function runInOrder(app: App, acts: readonly Act[]): Promise<void> {
  const waiting = [...acts];
  for (;;) {
    waiting.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    const next = waiting.shift();
    if (!next) return;
    await moveTo(app, next.at);
    waiting.push(...(await next.run()));
  }
}

const hour = 3_600_000;

/** Moves the clock on to an instant, where it is not there yet: an hour at a time, because a request may not last for ever. */
export async function moveTo({ clock }: App, instant: string): Promise<void> {
  const end = Date.parse(instant);
  for (let now = Date.parse(await clock.now()); now < end; now = Math.min(now + hour, end))
    await clock.to(new Date(Math.min(now + hour, end)).toISOString());
}

/** Lets so many hours pass. */
export async function letPass(app: App, hours: number): Promise<void> {
  await moveTo(app, later(await app.clock.now(), hours * hour));
}

/** The instant so many milliseconds after another. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + Math.round(milliseconds)).toISOString();
}
