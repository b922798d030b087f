import { afterAll, describe, expect, test } from 'vitest';
import type { DealerView } from '../../functions/dealers/dealer/dealer.view.ts';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York: both demo stores are open.
const app = await startApp({ clock: '2026-11-23T15:00:00.000Z' });
afterAll(() => app.close());

/** Waits, however long it takes, until all that was begun has ended; other looks at the app wait for a second. */
async function atRest(): Promise<void> {
  await app.clock.advance('PT0S');
}

async function dealerOf(as: string): Promise<DealerView> {
  return (await app.get(`/v1/dealers/${as}`, { as })).body as DealerView;
}

async function setDealer(as: string, change: (store: DealerView) => object): Promise<void> {
  const store = await dealerOf(as);
  const answer = await app.put(`/v1/dealers/${as}`, { ...store, ...change(store) }, { as });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
}

/** Posts a lead and gives it once it has an owner. */
async function given(id: string, change: object = {}, as = 'dealer-1'): Promise<LeadView> {
  const { leadId } = await postLead(app, leadJson(id, change), { as });
  await atRest();
  return leadOf(app, leadId);
}

/** What the daily count of leads past their ladder came to, day by day. */
async function unansweredCounts(): Promise<readonly unknown[]> {
  const { body } = await app.ask('GET', '/metrics');
  const { metrics } = body as { metrics: readonly { name: string; value: unknown }[] };
  return metrics.filter(({ name }) => name === 'UnansweredLeads').map(({ value }) => value);
}

function ownersOf({ assignments }: LeadView): readonly string[] {
  return assignments.map(({ personId }) => personId);
}

describe('a lead that nobody answers', () => {
  let leadId = '';

  test('is mailed to its first owner with all that is needed to answer', async () => {
    ({ leadId } = await postLead(app, leadJson('first')));
    await atRest();
    const [mail, ...others] = await app.messages();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: ['salesperson-1@dealer-1.example'], tags: { notice: 'assigned', leadId } });
    for (const said of ['Noor Number first', '2027 Alder Ridge', 'Is it still there?', 'Due: 2026-11-23 10:15'])
      expect(mail?.text).toContain(said);
    expect(mail?.text.match(/https:\S+/g)).toEqual([expect.stringMatching(new RegExp(`/leads/${leadId}$`))]);
  });

  test('has a score that its parts explain', async () => {
    const { score } = await leadOf(app, leadId);
    expect(score.value).toBe(score.parts.reduce((sum, { points }) => sum + points, 0));
    expect(score.parts.find(({ part }) => part === 'vehicle')).toEqual({ part: 'vehicle', points: 20, of: 25 });
  });

  test('goes to everybody once, then to the sales manager with whom it stays, dates kept', async () => {
    const before = await leadOf(app, leadId);
    await app.clock.advance('P1D');
    const after = await leadOf(app, leadId);
    expect(after.assignments.map(({ personId, at, reason }) => [personId, at.slice(11, 16), reason])).toEqual([
      ['salesperson-1', '15:00', 'round-robin'],
      ['salesperson-2', '15:15', 'unanswered'],
      ['sales-manager', '15:45', 'ladder-over'],
    ]);
    expect(after.receivedAt).toBe(before.receivedAt);
    expect(after.sla.firstResponse).toMatchObject(before.sla.firstResponse);
    expect(after.escalations.map(({ level, at }) => [level, at.slice(11, 16)])).toEqual([
      [1, '15:15'],
      [2, '15:45'],
      [3, '17:15'],
    ]);
    const types = (await app.events()).filter(({ subject }) => subject === leadId).map(({ type }) => type);
    expect(types.slice(0, 7)).toEqual([
      'lead.received.v1',
      'lead.assigned.v1',
      'lead.sla-warned.v1',
      'lead.sla-warned.v1',
      'lead.sla-breached.v1',
      'lead.escalated.v1',
      'lead.reassigned.v1',
    ]);
    expect(types.filter((type) => type === 'lead.sla-breached.v1')).toHaveLength(1);
  });

  test('ends its timer with the ladder, and stays open', async () => {
    const execution = (await app.executions('lead-sla')).find(({ name }) => name === leadId);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', stoppedAt: '2026-11-23T17:15:00.000Z' });
    expect((await leadOf(app, leadId)).status).toBe('new');
  });

  test('counts every day as long as nobody has answered it', async () => {
    expect(await unansweredCounts()).toEqual([1]);
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
    await app.clock.advance('P2D');
    expect(await unansweredCounts()).toEqual([1]);
  });

  test('was told by at most eight mails, each person once at an instant, the customer only to who is to answer', async () => {
    const mails = (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId);
    const notifications = mails.map(({ tags }) => tags['notice']);
    expect(new Set(notifications).size).toBe(notifications.length);
    const ladder = mails.filter(({ tags }) => !tags['notice']?.startsWith('follow-up'));
    const told = ladder.map(({ at, to, tags }) => `${at.slice(11, 16)} ${to[0]?.split('@')[0]} ${tags['notice']}`);
    expect(told.toSorted()).toEqual([
      '15:00 salesperson-1 assigned',
      '15:12 salesperson-1 warned-80',
      '15:15 sales-manager escalated-1',
      '15:15 salesperson-2 reassigned-1-new-owner',
      '15:45 general-manager escalated-2',
      '15:45 sales-manager reassigned-2-new-owner',
      '17:15 district-east escalated-3',
    ]);
    const level1 = mails.find(({ tags }) => tags['notice'] === 'escalated-1');
    expect(level1?.text).toMatch(/It went from .+ to .+\./);
    expect(mails.filter(({ text }) => text.includes('Noor')).map(({ tags }) => tags['notice'])).toEqual([
      'assigned',
      ...[1, 2].map((change) => `reassigned-${change}-new-owner`),
    ]);
    expect(JSON.stringify(await app.events())).not.toMatch(/Noor|Number first|mail\.example/);
  });
});

describe('a store with rules of its own', () => {
  test('passes over who is absent, finds the skill, and gives nothing to the absent when only one is there', async () => {
    await setDealer('dealer-1', ({ people }) => ({
      people: people.map((person) =>
        person.id === 'salesperson-1'
          ? { ...person, absences: [{ from: '2026-11-26', to: '2026-11-26' }], skills: ['lang:es'] }
          : person,
      ),
      routing: { policy: 'round-robin', skills: [{ skill: 'lang:es', when: { sources: ['pier-web-es'] } }] },
    }));
    const spanish = { source: { system: 'pier-web-es', id: 'es-1' } };
    const today = await given('es-1', spanish);
    await app.clock.to('2026-11-27T06:00:00.000Z');
    const tomorrow = await given('es-2', { source: { ...spanish.source, id: 'es-2' } });
    const { assignments, escalations } = await leadOf(app, today.leadId);
    expect(assignments).toMatchObject([
      { personId: 'salesperson-2', reason: 'round-robin' },
      { personId: 'sales-manager', reason: 'ladder-over' },
    ]);
    expect(escalations).toHaveLength(3);
    expect(tomorrow.assignments).toMatchObject([{ personId: 'salesperson-1', reason: 'skill' }]);
  });

  test('gives a lead of the night to the next on shift', async () => {
    const shifts = (open: string) => [{ days: ['fri', 'mon'], open, close: '17:00' }];
    await setDealer('dealer-1', ({ people }) => ({
      people: people.map((person) => {
        if (person.role !== 'salesperson') return person;
        return { ...person, shifts: shifts(person.id === 'salesperson-1' ? '12:00' : '09:00') };
      }),
    }));
    const { assignments } = await given('night');
    expect(assignments).toMatchObject([{ personId: 'salesperson-2', reason: 'next-on-shift' }]);
  });
});

describe('a store that is busy', () => {
  test('gives many leads at once to one person each, within one of each other', async () => {
    const posts = Array.from({ length: 16 }, (_, index) =>
      postLead(app, leadJson(`burst-${index}`), { as: 'dealer-2' }),
    );
    const ids = (await Promise.all(posts)).map((lead) => lead.leadId);
    await atRest();
    const leads = await Promise.all(ids.map((leadId) => leadOf(app, leadId)));
    expect(leads.map(({ assignments }) => assignments.length)).toEqual(leads.map(() => 1));
    const counts = ['salesperson-1', 'salesperson-2'].map(
      (person) => leads.filter((lead) => ownersOf(lead).includes(person)).length,
    );
    expect(counts).toEqual([8, 8]);
    expect(await app.deadLetters()).toEqual([]);
  });

  test('gives nobody more open leads than they can take, until one is closed', async () => {
    await setDealer('dealer-2', ({ people }) => ({
      people: people.map((person) => (person.role === 'salesperson' ? { ...person, capacity: 9 } : person)),
      routing: { policy: 'capacity' },
    }));
    const owners: string[] = [];
    for (const id of ['more-1', 'more-2', 'more-3']) owners.push(...ownersOf(await given(id, {}, 'dealer-2')));
    expect(owners).toEqual(['salesperson-1', 'salesperson-2', 'sales-manager']);
    const [earlier] = (await app.events('lead.assigned.v1'))
      .map(({ data }) => data as { leadId: string; dealerId: string; personId: string })
      .filter(({ dealerId, personId }) => dealerId === 'dealer-2' && personId === codeOf('salesperson-2'));
    const lost = { id: 'lost-1', kind: 'lost', at: await app.clock.now() };
    expect((await app.post(`/v1/leads/${earlier?.leadId}/activities`, lost, { as: 'dealer-2' })).status).toBe(202);
    expect(ownersOf(await given('more-4', {}, 'dealer-2'))).toEqual(['salesperson-2']);
  });
});
