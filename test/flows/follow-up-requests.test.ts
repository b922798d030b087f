import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

// A lead holds two past runs; more requests than that come between the time of a follow-up and the sweep that tells it.
test.each([
  [2, '2026-11-23T15:00:30.000Z'],
  [4, '2026-12-07T15:00:30.000Z'],
])('a follow-up that is due is told although %i requests come before the sweep', async (requests, start) => {
  await app.clock.to(start);
  const customer = { firstName: 'Noor', emails: [`noor-${requests}@mail.example`] };
  const { leadId } = await postLead(app, leadJson(`first-${requests}`, { customer }));
  await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
  const [task] = (await leadOf(app, leadId)).sla.followUps;
  await app.clock.to(new Date(Date.parse(task?.dueAt ?? '') + 5000).toISOString());
  const told = async () =>
    (await app.events())
      .filter(({ subject, type }) => subject === leadId && type.includes('follow-up'))
      .map(({ type, data }) => [type, (data as { taskId: string }).taskId]);
  expect(await told()).toEqual([]);
  for (let request = 0; request < requests; request += 1) {
    const vehiclesOfInterest = [{ model: `Ridge ${request}`, interest: 'lease' }];
    const again = leadJson(`again-${requests}-${request}`, { customer, vehiclesOfInterest });
    expect(await postLead(app, again)).toMatchObject({ leadId, status: 'resubmitted' });
    await app.clock.advance('PT1S');
  }
  await app.clock.advance('PT1M');
  expect(await told()).toEqual([['lead.follow-up-due.v1', '1-1']]);
});
