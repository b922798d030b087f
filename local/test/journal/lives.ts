import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Place, Resource, ResourceKinds } from '../../cloudformation/resource.ts';
import { createDispatcher, type Dispatcher, operator, type ServiceHandler } from '../../dispatcher.ts';
import type { Journal } from '../../journal/journal.ts';
import { openJournal } from '../../journal/sqlite-journal.ts';
import { keptClock } from '../../runtime-clock.ts';
import type { CountingScheduler } from '../../virtual-scheduler.ts';

export const start = '2026-03-02T14:00:00.000Z';
export const place: Place = { region: 'us-east-1', account: '000000000000', partition: 'aws' };

/** What a service is made of, in one life of a runtime. */
interface Life {
  readonly journal: Journal;
  readonly scheduler: CountingScheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
}

/** The lives of a runtime: each begins where the one before was cut off. */
interface Lives<Services> {
  /** Cuts the running life off at the end of its turn, and begins the next; what is under way is done again once it is at rest. */
  next(): Promise<Services & Life>;
  /** Ends it all before the test does. */
  end(): void;
}

/**
 * Makes lives over one directory, until the test ends; `make` builds the services, loads their resources and gives what
 * the test needs.
 */
export function createLives<Services extends object>(
  make: (life: Life) => Services | Promise<Services>,
): Lives<Services> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lives-'));
  let running: Journal | undefined;
  const end = () => {
    running?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  onTestFinished(end);
  return {
    async next() {
      await running?.written();
      running?.close();
      const journal = openJournal(folder);
      running = journal;
      const { scheduler, resume } = keptClock({ start }, journal);
      const life: Life = { journal, scheduler, dispatcher: createDispatcher(), place };
      const services = await make(life);
      resume();
      await scheduler.idle();
      return { ...services, ...life };
    },
    end,
  };
}

/** Loads a resource of a template, named by its logical id, and gives what `Ref` gives for it. */
export async function loadInto(
  kinds: ResourceKinds,
  type: string,
  given: { readonly name: string; readonly properties: Resource['properties']; readonly metadata?: object },
): Promise<string> {
  const kind = kinds[type];
  if (!kind) throw new Error(`no kind for ${type}`);
  const { name: logicalId, properties, metadata = {} } = given;
  const identity = kind.identify(`stack-${logicalId}`, properties, place);
  const path = `stack/${logicalId}`;
  await kind.load?.({ stack: 'stack', logicalId, type, path, properties, metadata: { ...metadata }, ...identity });
  return identity.ref;
}

/** Calls a service as an operator. */
export function ask({ dispatcher }: Pick<Life, 'dispatcher'>, service: string, action: string) {
  return (input: Record<string, unknown>) => dispatcher.call({ service, action, input, principal: operator });
}

/** A handler that answers every call and writes it down in `calls`. */
export function recording(calls: Record<string, unknown>[], answer: Record<string, unknown> = {}): ServiceHandler {
  return async ({ input }) => {
    calls.push({ ...input });
    return answer;
  };
}

/** Seconds since the first life began. */
export function secondsOf({ scheduler }: Pick<Life, 'scheduler'>): number {
  return (scheduler.now() - Date.parse(start)) / 1000;
}

/** Lets seconds pass. */
export async function pass({ scheduler }: Pick<Life, 'scheduler'>, seconds: number): Promise<void> {
  await scheduler.moveTo(scheduler.now() + seconds * 1000);
}
