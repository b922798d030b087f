import { mondayAtTen, startApp } from '../support/app.ts';
import { later, runInOrder } from './act.ts';
import { type Ending, endingOf } from './ending.ts';
import type { Fate, ScriptedLead } from './script.ts';
import { posting, type Senders } from './sender.ts';
import { endFaults, recover } from './simulation.ts';

/** Something that does not work for a while, and then does again. */
export interface Outage {
  /** A service by its IAM prefix, or a function by its short name. */
  readonly of: string;
  /** Every call of it is throttled, or every process of the function dies at its first call. */
  readonly kind: 'throttle' | 'crashBefore';
  readonly minutes: number;
}

/** What can be seen of an outage when all that it held up had time to come. */
export interface OutageEnding extends Ending {
  readonly healedAt: string;
  /** How many dead letters had to be given back by hand. */
  readonly letters: number;
}

/** At noon of a Monday in New York. */
const begin = 120;
const minute = 60_000;
/** How long senders wait before they send again. */
const pauseSeconds = 300;

/** Six leads before and during the outage: ladders, mails and follow-ups of each fall into it. */
function leadsAround(minutes: number): readonly ScriptedLead[] {
  const lead = (id: string, at: number, fate: Fate): ScriptedLead => ({
    ...{ id, dealer: 'dealer-1', postedAt: later(mondayAtTen, at * minute), fate, answeredAt: 0.3, copies: 1 },
  });
  return [
    // Its first follow-up is due two hours after its answer.
    lead('followed', 0, 'answered-in-time'),
    lead('half-warned', begin - 10, 'unanswered'),
    lead('answered-meanwhile', begin - 2, 'answered-in-time'),
    lead('just-before', begin - 1, 'unanswered'),
    lead('meanwhile', begin + 5, 'unanswered'),
    lead('to-its-end', begin + minutes - 3, 'unanswered'),
  ];
}

/** Plays an outage in an app of its own, from the leads before it until a week after it. */
export async function playOutage({ of, kind, minutes }: Outage, assembly: string): Promise<OutageEnding> {
  const app = await startApp({ assembly });
  try {
    const mostTries = 20 + (minutes * 60) / pauseSeconds;
    const senders: Senders = { app, told: new Map(), refusals: [], pauseSeconds, mostTries };
    const plan = JSON.stringify({ seed: 1, [kind]: 1, only: [of] });
    const healedAt = later(mondayAtTen, (begin + minutes) * minute);
    let faults: Ending['faults'] = [];
    const breakDown = async () => {
      await app.ask('POST', '/faults', plan);
      return [];
    };
    const heal = async () => {
      faults = await endFaults(app);
      return [];
    };
    const run = { app, fired: 0 };
    await runInOrder(run, [
      { at: later(mondayAtTen, begin * minute), run: breakDown },
      { at: healedAt, run: heal },
      ...leadsAround(minutes).map((lead) => posting(senders, lead)),
    ]);
    const letters = await recover(run);
    const { refusals, told } = senders;
    return { ...(await endingOf(app, [...told.values()])), faults, refusals, healedAt, letters };
  } finally {
    // What an outage kept from being cleaned up is no finding of its own.
    await app.close().catch(() => {});
  }
}
