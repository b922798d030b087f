import { openAws } from './aws.ts';
import { call } from './call.ts';
import { type Control, openControl, type SentMessage } from './control.ts';
import { apiOf, type Client, postAgain } from './killed-load.ts';
import { mailTimesOf } from './mail-times.ts';
import { endedWell } from './timers.ts';

export interface Counts {
  readonly posted: number;
  /** Leads that were acknowledged at their first post. */
  readonly acknowledged: number;
  readonly answered: number;
  readonly renamed: number;
  readonly mails: number;
  readonly repeatedMails: number;
}

interface Findings {
  readonly counts: Counts;
  readonly surprises: readonly string[];
}

/** Looks at a runtime after its last restart, posts again what was posted, lets days pass, and tells what is not as it should be. */
export async function lookAround(client: Client): Promise<Findings> {
  const { runtime, told } = client;
  const acknowledged = told.leads.size;
  const control = openControl(`${runtime.url}/_local`, async () => {});
  const resumedAt = await control.clock.now();
  if (resumedAt < told.clock) told.surprises.push(`The clock stands at ${resumedAt}; ${told.clock} was acknowledged.`);
  await control.clock.advance('PT0S');
  for (const id of told.posted) await postAgain(client, id);
  await control.clock.advance('P4D');
  const messages = await control.messages();
  const surprises = [
    ...told.surprises,
    ...(await wrongLeads(client, control)),
    ...(await missingMails(client, messages)),
    ...tooManyMails(messages),
    ...(await wrongName(client)),
    ...(await unfinished(control)),
    ...runtime.complaints().split('\n').filter(Boolean),
  ];
  const mails = mailsOf(messages);
  const repeatedMails = mails.filter(({ length }) => length > 1).length;
  const { posted, answered, names } = told;
  const counts = { posted: posted.length, acknowledged, answered: answered.size, renamed: names.length };
  return { counts: { ...counts, mails: mails.length, repeatedMails }, surprises };
}

/** Leads that are not there once, with what was told of them. */
async function wrongLeads({ runtime, told }: Client, control: Control): Promise<string[]> {
  const items = await openAws(runtime.url).items();
  const leads = items.filter(({ PK, SK }) => PK.startsWith('LEAD#') && SK === 'LEAD');
  const byId = new Map(leads.map((lead) => [String(lead['leadId']), lead]));
  const received = Map.groupBy(await control.events('lead.received.v1'), ({ subject }) => subject);
  const wrong = leads.length === told.posted.length ? [] : [`${leads.length} leads of ${told.posted.length} posted`];
  for (const [id, leadId] of told.leads) {
    const { source } = (byId.get(leadId) ?? {}) as { source?: { id?: string } };
    if (source?.id !== id) wrong.push(`lead ${leadId} is not ${id}`);
    const events = new Set((received.get(leadId) ?? []).map((event) => event.id));
    if (events.size !== 1) wrong.push(`lead ${leadId} was received ${events.size} times`);
  }
  return wrong;
}

/** Every lead is given to somebody; whom nobody answers goes through the same steps as all others. */
async function missingMails({ runtime, keys, told }: Client, messages: readonly SentMessage[]): Promise<string[]> {
  const api = await apiOf(runtime);
  const mailed = { messages, items: await openAws(runtime.url).items() };
  const missing: string[] = [];
  const unanswered: string[] = [];
  for (const leadId of told.leads.values()) {
    const { body } = await call(`${api}/v1/leads/${leadId}`, { method: 'GET', keys, as: 'oem' });
    const { sla } = body as { sla?: { firstResponse: { stoppedAt?: string } } };
    if (mailTimesOf(leadId, mailed)('assigned').length === 0)
      missing.push(`nobody heard that lead ${leadId} is theirs`);
    if (sla?.firstResponse.stoppedAt !== undefined) continue;
    unanswered.push(leadId);
    if (told.answered.has(leadId)) missing.push(`the answer to ${leadId} is lost`);
  }
  const heard = messages.filter(({ tags }) => unanswered.includes(tags['leadId'] ?? ''));
  const all = new Set(heard.map(({ tags }) => tags['notice'] ?? ''));
  for (const leadId of unanswered)
    for (const notice of all)
      if (mailTimesOf(leadId, mailed)(notice).length === 0) missing.push(`${leadId}: no mail ${notice}`);
  return missing;
}

/** The copies of each mail. */
function mailsOf(messages: readonly SentMessage[]): readonly SentMessage[][] {
  return [...Map.groupBy(messages, ({ to, tags }) => JSON.stringify([to, tags])).values()];
}

function tooManyMails(messages: readonly SentMessage[]): string[] {
  const often = mailsOf(messages).filter((copies) => copies.length > 2);
  return often.map((copies) => `${copies.length} times ${copies[0]?.subject} to ${copies[0]?.to}`);
}

async function wrongName({ runtime, keys, told }: Client): Promise<string[]> {
  const { body } = await call(`${await apiOf(runtime)}/v1/dealers/dealer-2`, { method: 'GET', keys, as: 'dealer-2' });
  const { name } = body as { readonly name: string };
  // Of edits under way at a kill nobody knows whether they were made.
  const possible = told.names.slice(told.names.indexOf(told.acknowledgedName ?? ''));
  return told.acknowledgedName === undefined || possible.includes(name) ? [] : [`The store is called ${name}.`];
}

/** What should have ended well by now and has not. */
async function unfinished(control: Control): Promise<string[]> {
  const executions = (await control.executions()).filter((execution) => !endedWell(execution));
  return [
    ...executions.map(({ machine, name, status }) => `${machine} ${name} is ${status}`),
    ...(await control.deadLetters()).map((letter) => `dead letter ${JSON.stringify(letter).slice(0, 300)}`),
    ...(await control.denied()).map((denied) => `denied ${JSON.stringify(denied)}`),
  ];
}
