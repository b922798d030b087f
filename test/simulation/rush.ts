import { rmSync } from 'node:fs';
import type { Envelope } from '../../functions/events/event.ts';
import { stagesIn } from '../../infra/stages.ts';
import { type App, startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { turnDigestsOff } from '../support/digests.ts';
import { leadJson, postLeads } from '../support/leads.ts';
import { withVariables } from './changed-variables.ts';

/** A minute of leads under a region's quotas, both made smaller by the same number. */
export interface Rush {
  readonly region: 'us-east-1' | 'eu-central-1';
  /** For how many of the 60,000 leads that our API takes in a minute one stands. */
  readonly dividedBy: number;
  /** How many timers begin a second, before it is divided; what the stage says by default. */
  readonly timersPerSecond?: number;
}

/** What came of it. */
export interface RushEnding {
  readonly leads: number;
  /** By how many seconds each lead's timer began after its receipt; fewer than leads where some have none. */
  readonly startedAfterSeconds: readonly number[];
  /** By how many seconds the first warning of each lead came after its time; fewer than leads where some have none. */
  readonly warnedLateSeconds: readonly number[];
  readonly refusedStarts: number;
  readonly deadLetters: number;
}

/** Our API takes so many a second for a minute. */
const leadsPerSecond = 1000;
const seconds = 60;
/** Until the first warning of every lead was due, and a sweep looked for it; the breach is due later. */
const patience = 'PT13M30S';

/**
 * Plays it in an app of its own. Under a plan invocations take turns, so that one run has the whole pace. Mails are left out: they
 * have a quota, a queue and tests of their own.
 */
export async function playRush({ region, dividedBy, ...given }: Rush): Promise<RushEnding> {
  const stage = stagesIn().find(({ name, region: each }) => name === 'prod' && each === region);
  const timersPerSecond = given.timersPerSecond ?? stage?.timersPerSecond ?? 0;
  const { assembly } = await synthesizedApp();
  const folder = withVariables(assembly, (name) => {
    if (name.endsWith('-start-lead-sla'))
      return { TIMERS_PER_SECOND: String(timersPerSecond / dividedBy), TIMER_RUNS: '1', AWS_MAX_ATTEMPTS: '1' };
    return name.endsWith('-sweep-due') ? { STARTS_PER_SECOND: '1' } : {};
  });
  const app = await startApp({ assembly: folder });
  try {
    await turnDigestsOff(app);
    const quotas = { region, dividedBy };
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, quotas, only: ['states', 'events'] }));
    const perSecond = leadsPerSecond / dividedBy;
    for (let second = 0; second < seconds; second += 1) {
      for (let each = 0; each < perSecond; each += 1) await postLeads(app, leadJson(`rush-${second}-${each}`));
      await app.clock.advance('PT1S');
    }
    await app.clock.advance(patience);
    return await endingOf(app, { leads: seconds * perSecond });
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function endingOf(app: App, { leads }: { readonly leads: number }): Promise<RushEnding> {
  const received = new Map(
    (await app.events('lead.received.v1')).map((event) => [event.subject, Date.parse(event.time)]),
  );
  const began = new Map<string, number>();
  for (const { name, startedAt } of await app.executions('lead-sla')) {
    const leadId = name.slice(0, 26);
    began.set(leadId, Math.min(began.get(leadId) ?? Number.POSITIVE_INFINITY, Date.parse(startedAt)));
  }
  const warned = (await app.events('lead.sla-warned.v1')).filter(({ data }) => (data as Warning).percent === 50);
  const { body } = await app.ask('GET', '/faults');
  const { faults } = body as { readonly faults: readonly { readonly fault: string; readonly what: string }[] };
  return {
    leads,
    startedAfterSeconds: [...began].map(([leadId, at]) => (at - (received.get(leadId) ?? 0)) / 1000),
    warnedLateSeconds: warned.map((event) => lateSeconds(event, received.get(event.subject) ?? 0)),
    refusedStarts: faults.filter(({ fault, what }) => fault === 'quotas' && what === 'states:StartExecution').length,
    deadLetters: (await app.deadLetters()).length,
  };
}

interface Warning {
  readonly percent: number;
  readonly dueAt: string;
}

/** By how much an event of half the time comes after that. */
function lateSeconds({ time, data }: Envelope, receivedAtMs: number): number {
  const halfMs = (Date.parse((data as Warning).dueAt) - receivedAtMs) / 2;
  return (Date.parse(time) - receivedAtMs - halfMs) / 1000;
}
