import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const asking = (id: string, person: string, given: object = {}) => ({
  ...leadJson(id),
  customer: { firstName: 'Noor', emails: [`${person}@mail.example`] },
  ...given,
});

describe('a person who asks again at the same store', () => {
  test('finds their lead, with the new intent beside the first', async () => {
    const first = await postLead(app, asking('first', 'noor'));
    const vehiclesOfInterest = [{ model: 'Cove', interest: 'lease' }];
    const again = await postLead(app, asking('again', 'NOOR', { vehiclesOfInterest, message: 'And a Cove?' }));
    expect(again).toMatchObject({ leadId: first.leadId, ownerId: first.ownerId, status: 'resubmitted' });
    const lead = await leadOf(app, first.leadId);
    expect(lead.message).toBe('Is it still there?');
    expect(lead.vehiclesOfInterest).toMatchObject([{ model: 'Ridge' }]);
    expect(lead.resubmissions).toMatchObject([{ vehiclesOfInterest, message: 'And a Cove?', reason: 'same-source' }]);
    expect(await app.events('lead.resubmitted.v1')).toMatchObject([{ subject: first.leadId }]);
  });

  test('and sends that again, is told of a duplicate', async () => {
    const again = asking('twice', 'noor', { message: 'Hello?' });
    expect(await postLead(app, again)).toMatchObject({ status: 'resubmitted' });
    expect(await postLead(app, again)).toMatchObject({ status: 'duplicate' });
  });

  test('at once, twenty times in other words, has one lead', async () => {
    const requests = Array.from({ length: 20 }, (_, each) => asking(`crowd-${each}`, 'crowd'));
    const answers = [];
    // Whoever met too many others is told to send it again.
    for (let left = requests; left.length > 0; ) {
      const round = await Promise.all(left.map((request) => app.post('/v1/leads', request)));
      answers.push(...round.filter(({ status }) => status === 202));
      left = left.filter((_, each) => round[each]?.status === 503);
    }
    const leads = answers.flatMap(({ body }) => (body as { leads: { leadId: string; status: string }[] }).leads);
    expect(leads).toHaveLength(20);
    expect(new Set(leads.map(({ leadId }) => leadId)).size).toBe(1);
    expect(leads.filter(({ status }) => status === 'accepted')).toHaveLength(1);
  });

  test('is owed another first response a day after they last asked', async () => {
    const { leadId } = await postLead(app, asking('answered', 'day'));
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
    await app.clock.advance('P2D');
    const again = await postLead(app, asking('renewed', 'day'));
    expect(again.leadId).toBe(leadId);
    const { dueAt } = again.sla.firstResponse;
    await app.clock.to(dueAt);
    const lead = await leadOf(app, leadId);
    expect(lead.sla.firstResponse).toMatchObject({ dueAt, breachedAt: dueAt });
    expect((await app.executions('lead-sla')).map(({ name }) => name)).toContain(`${leadId}-2`);
  });

  test('has a new lead when the first one is lost', async () => {
    const { leadId } = await postLead(app, asking('lost', 'gone'));
    const at = await app.clock.now();
    await app.post(`/v1/leads/${leadId}/activities`, { id: 'lost-1', kind: 'lost', at });
    const again = await postLead(app, asking('back', 'gone'));
    expect(again).toMatchObject({ status: 'accepted' });
    expect(again.leadId).not.toBe(leadId);
  });
});

test('a person who asks at another store has a lead of its own there, and stays one person', async () => {
  const here = await postLead(app, asking('here', 'two-stores'));
  const there = await postLead(app, asking('there', 'two-stores'), { as: 'dealer-2' });
  expect(there).toMatchObject({ ownerId: here.ownerId, status: 'accepted' });
  expect(there.leadId).not.toBe(here.leadId);
});
