import type { FaultPlan } from 'assembly-runtime/fault-plan';
import { mondayAtTen } from '../support/app.ts';
import { SeededDice } from '../support/seeded-dice.ts';

/** What becomes of a lead by its people's doing. */
export type Fate =
  | 'unanswered'
  | 'answered-in-time'
  | 'answered-late'
  | 'answered-by-a-machine'
  | 'asked-again'
  | 'lost';

/** One lead of a simulation, all of it drawn before anything runs. */
export interface ScriptedLead {
  /** Its own among all of a run: the person, their address, the provider's id. */
  readonly id: string;
  readonly dealer: 'dealer-1' | 'dealer-2';
  readonly postedAt: string;
  readonly fate: Fate;
  /** At which part of the time to its first response somebody answers; more than 1 is late. */
  readonly answeredAt: number;
  /** How often the sender sends it, once it is taken. */
  readonly copies: number;
}

/** All that a seed says: the leads in the order they are posted, and the faults meanwhile. */
export interface Script {
  readonly leads: readonly ScriptedLead[];
  readonly faults: FaultPlan;
  /** Leads whose copies are sent at one moment, when the faults are over: under faults one invocation waits for another. */
  readonly rush: readonly ScriptedLead[];
}

const fates: readonly Fate[] = [
  'unanswered',
  'unanswered',
  'answered-in-time',
  'answered-in-time',
  'answered-late',
  'answered-by-a-machine',
  'asked-again',
  'lost',
];
const spreadMinutes = 36 * 60;

/** What is wrong with the world while the leads come in. */
const faults: Omit<FaultPlan, 'seed'> = {
  ...{ deliverTwice: 0.1, late: { p: 0.05, seconds: 90 }, outOfOrder: 0.1, scheduleTwice: 0.2 },
  ...{ throttle: 0.01, conflict: 0.05, failPartOfBatch: 0.1, staleIndexes: { seconds: 2 } },
  ...{ crashBefore: 0.004, crashAfter: 0.004, timeoutAfter: 0.004 },
};

/** How many leads several senders post at one moment, and how many do. */
const [rushed, sendersAtOnce] = [3, 3];

/** Draws a run from its seed. */
export function writeScript(seed: number, leads: number): Script {
  const dice = new SeededDice(seed);
  const drawn = Array.from({ length: leads }, (_, position): ScriptedLead => {
    const seconds = Math.floor(dice.next() * spreadMinutes * 60);
    return {
      id: `s${seed}-${position}`,
      dealer: dice.next() < 0.5 ? 'dealer-1' : 'dealer-2',
      postedAt: new Date(Date.parse(mondayAtTen) + seconds * 1000 + dice.between(0, 999)).toISOString(),
      fate: fates[dice.between(0, fates.length - 1)] ?? 'unanswered',
      answeredAt: dice.next(),
      copies: dice.next() < 0.2 ? 2 : 1,
    };
  });
  const ordered = drawn.sort((a, b) => (a.postedAt < b.postedAt ? -1 : 1));
  return { leads: ordered, faults: { seed, ...faults }, rush: rushAfter(seed, ordered) };
}

function rushAfter(seed: number, leads: readonly ScriptedLead[]): readonly ScriptedLead[] {
  const postedAt = leads.at(-1)?.postedAt ?? mondayAtTen;
  return Array.from({ length: rushed }, (_, position) => ({
    ...{ id: `s${seed}-rush-${position}`, dealer: 'dealer-1' as const, postedAt },
    ...{ fate: 'unanswered' as const, answeredAt: 0, copies: sendersAtOnce },
  }));
}
