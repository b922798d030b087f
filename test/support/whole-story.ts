import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from './app.ts';
import type { ExtraCaller } from './extra-callers.ts';
import { connectedCall, leadJson, postLead } from './leads.ts';

const adf = readFileSync(path.resolve(import.meta.dirname, '../../infra/demo/lead.xml'));

/** Whom the story needs beside the demo's callers. */
export const storyCallers: Readonly<Record<string, ExtraCaller>> = {
  portal: {
    tenant: { kind: 'provider', senderId: 'portal' },
    scopes: ['leads:write', 'quarantine:read', 'quarantine:write', 'quarantine:document'],
  },
};

/** A fact that nobody can relay. */
export const unreadable = { PK: 'STORY', SK: 'FACT#unreadable' };

/**
 * A story that makes every function, machine, rule and route do all it can do: leads taken in, kept, replayed, counted,
 * run through their ladder, answered; timers stopped and found again; stores read and changed; facts published again;
 * work that fails for good.
 * It takes three days from a Monday on. Whoever adds a capability lets it play its part here.
 */
export async function tellWholeStory(app: App): Promise<void> {
  await app.get('/v1/openapi.json', { as: 'nobody' });
  await app.get('/v1/dealers/dealer-1', { headers: { authorization: 'Bearer nobody-knows-it' } });
  const store = (await app.get('/v1/dealers/dealer-1')).body as object;
  await app.put('/v1/dealers/dealer-1', { ...store, routing: { policy: 'capacity' } });
  await takeLeads(app);
  await quarantine(app);
  await publishAgain(app);
  await failForGood(app);
}

async function takeLeads(app: App): Promise<void> {
  await postLead(app, adf);
  const { customer, ...first } = leadJson('answered');
  const { leadId } = await postLead(app, { ...first, customer });
  await postLead(app, leadJson('asking again', { customer }));
  await app.get(`/v1/leads/${leadId}`);
  await app.get('/v1/leads', { as: 'dealer-1' });
  await app.clock.advance('P1D');
  await app.post(`/v1/leads/${leadId}/activities`, connectedCall('2026-11-24T14:30:00Z'));
  await loseTimers(app);
}

/** Executions that somebody stopped: the sweep finds that their steps are due. */
async function loseTimers(app: App): Promise<void> {
  await postLead(app, leadJson('lost timer'));
  const running = (await app.executions()).filter(({ status }) => status === 'RUNNING');
  for (const { machine, name } of running) await app.stopExecution(machine, name);
}

async function quarantine(app: App): Promise<void> {
  const as = { as: 'portal' };
  const kept = [];
  for (const id of ['kept-1', 'kept-2']) {
    const { body } = await app.post('/v1/leads', leadJson(id, { dealerId: 'dealer-new' }), as);
    kept.push((body as { quarantineId?: string }).quarantineId);
  }
  await app.get('/v1/quarantine', as);
  await app.post(`/v1/quarantine/${kept[0]}/replay`, {}, as);
  await app.get(`/v1/quarantine/${kept[0]}/document`, as);
  await app.post(`/v1/quarantine/${kept[0]}/dismiss`, { reason: 'a try' }, as);
  await app.post('/v1/quarantine/replay', { reason: 'unknown-store' }, as);
  await app.put('/v1/senders/portal/counts/2026-11-24', { count: 3 }, as);
  await app.clock.advance('P2D');
}

async function publishAgain(app: App): Promise<void> {
  const [fact] = await app.events();
  await app.invoke('republish-facts', { partition: `LEAD#${fact?.subject}` });
  await app.invoke('republish-facts', { from: '2026-11-23T15:00:00Z', to: '2026-11-23T16:00:00Z' });
}

const unread = { specversion: '1.0', source: 'story', time: '', subject: '', correlationid: '', data: {} } as const;

/** Events nobody can read end in the dead letters, a fact nobody can relay lies there, too. */
async function failForGood(app: App): Promise<void> {
  const types = new Set((await app.events()).map(({ type }) => type));
  for (const type of types) await app.publish({ ...unread, id: type, type });
  await app.putItem(unreadable);
  await app.clock.advance('P1D');
  await app.redrive();
}
