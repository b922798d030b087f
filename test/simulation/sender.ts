import type { AcceptedLeadView } from '../../functions/leads/lead/lead.view.ts';
import type { App } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import { connectedCall, leadJson } from '../support/leads.ts';
import { type Act, later } from './act.ts';
import type { ToldLead } from './ending.ts';
import type { ScriptedLead } from './script.ts';

/** Those who post leads and report what became of them; they send again what was not taken. */
export interface Senders {
  readonly app: App;
  /** By lead id. */
  readonly told: Map<string, ToldLead>;
  readonly refusals: string[];
  /** How long they wait before they send again, and how often they do. */
  readonly pauseSeconds: number;
  readonly mostTries: number;
}

/** A lead that is posted, with all that its fate brings about later. */
export function posting(senders: Senders, lead: ScriptedLead): Act {
  const { app, told } = senders;
  return untilTaken(senders, {
    at: lead.postedAt,
    send: () => app.post('/v1/leads', leadJson(lead.id), { as: lead.dealer }),
    taken: (answer, acceptedAt) => {
      const accepted = leadIn(answer);
      told.set(accepted.leadId, { script: lead, accepted, acceptedAt, evidence: [], copies: [] });
      const copies = Array.from({ length: lead.copies - 1 }, () => copying(senders, accepted.leadId, acceptedAt));
      return [...copies, ...actsOf(senders, accepted, acceptedAt)];
    },
  });
}

/** A lead that is posted by all its senders at one moment. */
export async function postAtOnce(senders: Senders, lead: ScriptedLead): Promise<readonly Act[]> {
  const { app, told, refusals } = senders;
  const at = await app.clock.now();
  const post = () => app.post('/v1/leads', leadJson(lead.id), { as: lead.dealer });
  const answers = await Promise.all(Array.from({ length: lead.copies }, post));
  await app.rest();
  refusals.push(...answers.filter(isRefusal).map(refusalText));
  const [first, ...copies] = answers.filter(({ status }) => status < 300).map((answer) => leadIn(answer));
  if (!first) return [posting(senders, { ...lead, postedAt: later(at, senders.pauseSeconds * 1000) })];
  const known = {
    script: lead,
    accepted: first,
    acceptedAt: at,
    evidence: [],
    copies: copies.map(({ leadId }) => leadId),
  };
  told.set(first.leadId, known);
  return actsOf(senders, first, at);
}

/** The same document sent once more. */
function copying(senders: Senders, leadId: string, at: string): Act {
  const before = knownLead(senders, leadId);
  const send = () => senders.app.post('/v1/leads', leadJson(before.script.id), { as: before.script.dealer });
  return untilTaken(senders, {
    ...{ at, send },
    taken: (answer) => {
      const known = knownLead(senders, leadId);
      senders.told.set(leadId, { ...known, copies: [...known.copies, leadIn(answer).leadId] });
      return [];
    },
  });
}

/** What the fate of a lead brings about later. */
function actsOf(senders: Senders, accepted: AcceptedLeadView, acceptedAt: string): readonly Act[] {
  const { leadId } = accepted;
  const { id, fate, answeredAt } = knownLead(senders, leadId).script;
  const time = Date.parse(accepted.sla.firstResponse.dueAt) - Date.parse(acceptedAt);
  const at = (share: number) => later(acceptedAt, time * share);
  const share = 0.05 + answeredAt * 0.85;
  switch (fate) {
    case 'answered-in-time':
      return [telling(senders, leadId, { at: at(share), body: connectedCall(at(share), `call-${id}`) })];
    case 'answered-late':
      return [telling(senders, leadId, { at: at(1.2 + share), body: connectedCall(at(1.2 + share), `call-${id}`) })];
    case 'answered-by-a-machine':
      return [telling(senders, leadId, { at: at(share), body: { id: `auto-${id}`, kind: 'auto-response' } })];
    case 'lost':
      return [telling(senders, leadId, { at: at(share), body: { id: `lost-${id}`, kind: 'lost' } })];
    case 'asked-again':
      return [askingAgain(senders, leadId, later(acceptedAt, 26 * 3_600_000))];
    case 'unanswered':
      return [];
  }
}

function askingAgain(senders: Senders, leadId: string, at: string): Act {
  const { id, dealer } = knownLead(senders, leadId).script;
  const again = leadJson(id, { source: { system: 'pier-web', id: `${id}-again` }, message: 'And the other one?' });
  return untilTaken(senders, {
    at,
    send: () => senders.app.post('/v1/leads', again, { as: dealer }),
    taken: () => [],
  });
}

/** An activity that is reported; what names somebody who connected is evidence. */
function telling(senders: Senders, leadId: string, { at, body }: { at: string; body: object }): Act {
  const { dealer } = knownLead(senders, leadId).script;
  return untilTaken(senders, {
    at,
    send: () => senders.app.post(`/v1/leads/${leadId}/activities`, { at, ...body }, { as: dealer }),
    taken: (_answer, toldAt) => {
      const known = knownLead(senders, leadId);
      if ('evidence' in body) senders.told.set(leadId, { ...known, evidence: [...known.evidence, { at, toldAt }] });
      return [];
    },
  });
}

interface Sending {
  readonly at: string;
  readonly tries?: number;
  readonly send: () => Promise<Answer>;
  /** What follows from the answer, which came at that instant. */
  readonly taken: (answer: Answer, at: string) => readonly Act[];
}

/** Sends, and again until it is taken, as senders do; what was taken before its answer got lost is found again. */
function untilTaken(senders: Senders, sending: Sending): Act {
  const { app, refusals, pauseSeconds, mostTries } = senders;
  const tries = (sending.tries ?? 0) + 1;
  const run = async () => {
    const at = await app.clock.now();
    const answer = await sending.send();
    await app.rest();
    if (answer.status < 300) return sending.taken(answer, at);
    if (isRefusal(answer)) {
      refusals.push(refusalText(answer));
      return [];
    }
    if (tries < mostTries) return [untilTaken(senders, { ...sending, at: later(at, pauseSeconds * 1000), tries })];
    refusals.push(`never taken in ${mostTries} tries`);
    return [];
  };
  return { at: sending.at, run };
}

/** An answer that no sender of these documents should get; others pass, and are tried again. */
function isRefusal({ status }: Answer): boolean {
  return status >= 300 && status < 500 && status !== 409 && status !== 429;
}

function refusalText({ status, text }: Answer): string {
  return `${status} ${text}`;
}

function knownLead({ told }: Senders, leadId: string): ToldLead {
  const known = told.get(leadId);
  if (!known) throw new Error(`No sender was told of the lead ${leadId}.`);
  return known;
}

function leadIn({ body }: Answer): AcceptedLeadView {
  const [lead] = (body as { leads: AcceptedLeadView[] }).leads;
  if (!lead) throw new Error('An answer of 202 names no lead.');
  return lead;
}
