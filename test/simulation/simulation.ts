import type { FaultPlan } from 'assembly-runtime/fault-plan';
import type { Fault } from 'assembly-runtime/faults';
import type { Envelope } from '../../functions/events/event.ts';
import type { AcceptedLeadView, LeadView } from '../../functions/leads/lead/lead.view.ts';
import type { Item } from '../../functions/platform/table.ts';
import { type App, type AppOptions, startApp } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import type { LyingLetter, RunExecution, SentMessage } from '../support/control.ts';
import { connectedCall, leadJson, leadOf } from '../support/leads.ts';
import { type Script, type ScriptedLead, writeScript } from './script.ts';

/** What the sender of a lead was told, and what it told of the lead. */
export interface ToldLead {
  readonly script: ScriptedLead;
  /** The answer that took it in. */
  readonly accepted: AcceptedLeadView;
  /** When that answer came, by the runtime's clock. */
  readonly acceptedAt: string;
  /** Evidence of an answer: when somebody answered, and when that was acknowledged. */
  readonly evidence: readonly { readonly at: string; readonly toldAt: string }[];
  /** Lead ids that other copies of it got. */
  readonly copies: readonly string[];
}

/** Everything that can be seen of a run when it is over. */
export interface Ending {
  readonly told: readonly ToldLead[];
  readonly leads: ReadonlyMap<string, LeadView>;
  readonly events: readonly Envelope[];
  readonly messages: readonly SentMessage[];
  readonly executions: readonly RunExecution[];
  readonly deadLetters: readonly LyingLetter[];
  readonly items: readonly Item[];
  readonly faults: readonly Fault[];
  /** Answers of 500 and above, and others that no sender of these documents should get. */
  readonly refusals: readonly string[];
}

/** Another app than the project's own, other faults than the script's. */
interface SimulationOptions extends Pick<AppOptions, 'assembly'> {
  readonly faults?: Omit<FaultPlan, 'seed'>;
}

/** Runs the script of a seed: faults from the first request on; then they end, what lies is redriven, and seven days pass. */
export async function simulate(seed: number, leads: number, options: SimulationOptions = {}): Promise<Ending> {
  const { faults, ...rest } = options;
  const script = writeScript(seed, leads);
  const app = await startApp(rest);
  try {
    return await play(app, faults ? { ...script, faults: { seed, ...faults } } : script);
  } finally {
    // What a fault kept from being cleaned up is no finding of the simulation.
    await app.close().catch(() => {});
  }
}

async function play(app: App, script: Script): Promise<Ending> {
  const refusals: string[] = [];
  const told = new Map<string, ToldLead>();
  await app.ask('POST', '/faults', JSON.stringify(script.faults));
  const acts = script.leads.map((lead): Act => ({ at: lead.postedAt, run: () => post(app, lead, { told, refusals }) }));
  await runInOrder(app, acts);
  const { body } = await app.ask('GET', '/faults');
  await app.ask('DELETE', '/faults');
  await heal(app);
  return { ...(await endingOf(app, [...told.values()])), faults: (body as { faults: Fault[] }).faults, refusals };
}

/** Something that people do at an instant; it may lead to more. */
interface Act {
  readonly at: string;
  readonly run: () => Promise<readonly Act[]>;
}

async function runInOrder(app: App, acts: readonly Act[]): Promise<void> {
  const waiting = [...acts];
  for (;;) {
    waiting.sort((a, b) => (a.at < b.at ? -1 : 1));
    const next = waiting.shift();
    if (!next) return;
    if (next.at > (await app.clock.now())) await app.clock.to(next.at);
    waiting.push(...(await next.run()));
  }
}

interface Notes {
  readonly told: Map<string, ToldLead>;
  readonly refusals: string[];
}

async function post(app: App, lead: ScriptedLead, notes: Notes): Promise<readonly Act[]> {
  const send = () => app.post('/v1/leads', leadJson(lead.id), { as: lead.dealer });
  const first = await untilTaken(app, send, notes.refusals);
  if (!first) return [];
  const accepted = leadIn(first.answer);
  const copies: string[] = [];
  for (let copy = 1; copy < lead.copies; copy += 1) {
    const again = await untilTaken(app, send, notes.refusals);
    if (again) copies.push(leadIn(again.answer).leadId);
  }
  notes.told.set(accepted.leadId, { script: lead, accepted, acceptedAt: first.at, evidence: [], copies });
  return actsOf(app, accepted, { lead, notes, acceptedAt: first.at });
}

/** What the fate of a lead brings about later. */
function actsOf(
  app: App,
  accepted: AcceptedLeadView,
  { lead, notes, acceptedAt }: { lead: ScriptedLead; notes: Notes; acceptedAt: string },
): readonly Act[] {
  const due = Date.parse(accepted.sla.firstResponse.dueAt);
  const begun = Date.parse(acceptedAt);
  const at = (share: number) => new Date(begun + Math.round((due - begun) * share)).toISOString();
  const activity = (when: string, body: object, isEvidence: boolean): Act => ({
    at: when,
    run: () => tell(app, accepted.leadId, { body, as: lead.dealer, notes, at: isEvidence ? when : undefined }),
  });
  const share = 0.05 + lead.answeredAt * 0.85;
  switch (lead.fate) {
    case 'answered-in-time':
      return [activity(at(share), connectedCall(at(share), `call-${lead.id}`), true)];
    case 'answered-late':
      return [activity(at(1.2 + share), connectedCall(at(1.2 + share), `call-${lead.id}`), true)];
    case 'answered-by-a-machine':
      return [activity(at(share), { id: `auto-${lead.id}`, kind: 'auto-response', at: at(share) }, false)];
    case 'lost':
      return [activity(at(share), { id: `lost-${lead.id}`, kind: 'lost', at: at(share) }, false)];
    case 'asked-again':
      return [{ at: new Date(begun + 26 * 3_600_000).toISOString(), run: () => askAgain(app, lead, notes) }];
    case 'unanswered':
      return [];
  }
}

async function askAgain(app: App, lead: ScriptedLead, { refusals }: Notes): Promise<readonly Act[]> {
  const source = { system: 'pier-web', id: `${lead.id}-again` };
  const again = leadJson(lead.id, { source, message: 'And the other one?' });
  await untilTaken(app, () => app.post('/v1/leads', again, { as: lead.dealer }), refusals);
  return [];
}

interface Telling {
  readonly body: object;
  readonly as: string;
  readonly notes: Notes;
  /** When somebody answered, where this is evidence of it. */
  readonly at: string | undefined;
}

async function tell(app: App, leadId: string, { body, as, notes, at }: Telling): Promise<readonly Act[]> {
  const taken = await untilTaken(app, () => app.post(`/v1/leads/${leadId}/activities`, body, { as }), notes.refusals);
  const before = notes.told.get(leadId);
  if (taken && before && at !== undefined)
    notes.told.set(leadId, { ...before, evidence: [...before.evidence, { at, toldAt: taken.at }] });
  return [];
}

const mostTries = 40;

/** Sends until it is taken, as senders do; what was taken before its answer got lost is found again. */
async function untilTaken(
  app: App,
  send: () => Promise<Answer>,
  refusals: string[],
): Promise<{ readonly answer: Answer; readonly at: string } | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const at = await app.clock.now();
    const answer = await send();
    await app.rest();
    if (answer.status < 300) return { answer, at };
    if (answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
      refusals.push(`${answer.status} ${answer.text}`);
      return undefined;
    }
    await app.clock.advance('PT2S');
  }
  refusals.push(`never taken in ${mostTries} tries`);
  return undefined;
}

function leadIn({ body }: Answer): AcceptedLeadView {
  const [lead] = (body as { leads: AcceptedLeadView[] }).leads;
  if (!lead) throw new Error('An answer of 202 names no lead.');
  return lead;
}

/** Gives back what lies, until nothing does, and lets a week pass. */
async function heal(app: App): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await app.clock.advance('PT1H');
    const { redriven } = await app.redrive();
    if (redriven === 0) break;
  }
  await app.clock.advance('P7D');
}

async function endingOf(app: App, told: readonly ToldLead[]): Promise<Omit<Ending, 'faults' | 'refusals'>> {
  const leads = new Map<string, LeadView>();
  for (const { accepted } of told) leads.set(accepted.leadId, await leadOf(app, accepted.leadId));
  return {
    told,
    leads,
    events: await app.events(),
    messages: await app.messages(),
    executions: await app.executions(),
    deadLetters: await app.deadLetters(),
    items: await app.items(),
  };
}
