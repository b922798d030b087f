import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leadPageView } from '../../functions/leads/lead/lead.view.ts';
import { startApp } from '../support/app.ts';
import { itemFixture } from '../support/item-fixtures.ts';
import { connectedCall, leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

/** The same person, asking once more. */
const asking = (number: number) =>
  leadJson(`again-${number}`, {
    customer: { firstName: 'Noor', emails: ['noor@mail.example'] },
    message: `Request ${number}`,
  });
const post = (number: number) => app.post('/v1/leads', asking(number));

describe('a person who asks one store all day', () => {
  let leadId = '';
  beforeAll(async () => {
    leadId = (await postLead(app, asking(1))).leadId;
    for (let number = 2; number <= 50; number += 1) await postLead(app, asking(number));
  });

  test('has one lead, which shows the newest twenty requests and how many there were', async () => {
    const lead = await leadOf(app, leadId);
    expect(lead.resubmissionCount).toBe(49);
    const newest = Array.from({ length: 20 }, (_, each) => `Request ${each + 31}`);
    expect(lead.resubmissions.map(({ message }) => message)).toEqual(newest);
    const { leads } = leadPageView.parse((await app.get('/v1/leads')).body);
    expect(leads.find((each) => each.leadId === leadId)).toEqual(lead);
  });

  test('each of which is an item of its own, so that the lead’s own stays small', async () => {
    const items = (await app.items()).filter(({ PK }) => PK === `LEAD#${leadId}`);
    expect(items.filter(({ SK }) => SK.startsWith('RESUBMISSION#'))).toHaveLength(49);
    expect(JSON.stringify(items.find(({ SK }) => SK === 'LEAD')).length).toBeLessThan(8_000);
  });

  let quarantineId = '';
  test('is not taken at the 51st time within 24 hours: it is kept, and counted', async () => {
    const answer = await post(51);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        reason: 'too-many-requests',
        detail: 'The person has asked this store too often within a day. It is kept.',
        errors: [{ path: 'customer' }],
      },
    });
    quarantineId = (answer.body as { quarantineId: string }).quarantineId;
    expect(await app.events('quarantine.entered.v1')).toMatchObject([{ data: { reason: 'too-many-requests' } }]);
    expect((await leadOf(app, leadId)).resubmissionCount).toBe(49);
  });

  test('is still told of what was taken before', async () => {
    expect((await post(17)).body).toMatchObject({ leads: [{ leadId, status: 'duplicate' }] });
  });

  test('is taken by a replay when the day is over', async () => {
    const replay = () => app.post(`/v1/quarantine/${quarantineId}/replay`, {});
    expect(await replay()).toMatchObject({ status: 422, body: { reason: 'too-many-requests' } });
    await app.clock.advance('PT25H');
    expect(await replay()).toMatchObject({ status: 200, body: { leads: [{ leadId, status: 'resubmitted' }] } });
    const lead = await leadOf(app, leadId);
    // Its clock begins when it was first received, so it is owed no first response of its own.
    expect(lead).toMatchObject({ resubmissionCount: 50 });
    expect(lead.pastSlas).toBeUndefined();
    expect(lead.resubmissions.at(-1)?.message).toBe('Request 51');
  });
});

describe('a calendar', () => {
  test('of a store that was saved before calendars had versions is kept with its next lead', async () => {
    const dealer = (await app.items()).find(({ PK, SK }) => PK === 'DEALER#dealer-2' && SK === 'DEALER');
    if (!dealer) throw new Error('The demo has no such store.');
    const { calendarVersion: _, ...before } = dealer;
    await app.putItem({ ...before, PK: dealer.PK, SK: dealer.SK, holidays: ['2026-12-25'] });
    const { leadId } = await postLead(app, leadJson('before'), { as: 'dealer-2' });
    const answered = await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()), {
      as: 'dealer-2',
    });
    expect(answered.status).toBe(202);
    expect((await leadOf(app, leadId)).sla.followUps).toHaveLength(3);
  });

  test('that a lead of before holds itself is kept beside it when the lead is saved, and holds on', async () => {
    const { item } = itemFixture('lead', 1);
    await app.putItem(item);
    const leadId = String(item['leadId']);
    const answered = await app.post(`/v1/leads/${leadId}/activities`, connectedCall('2026-11-24T14:30:00Z'));
    expect(answered.status).toBe(202);
    const saved = (await app.items()).filter(({ PK }) => PK === item.PK).find(({ SK }) => SK === 'LEAD');
    expect(saved).toMatchObject({ form: 2, sla: { calendar: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    expect((await leadOf(app, leadId)).sla.firstResponse).toMatchObject({
      stoppedAt: '2026-11-24T14:30:00.000Z',
      businessSeconds: 27_000,
    });
  });
});

describe('an answer', () => {
  const { item } = itemFixture('lead', 2);
  const { item: request } = itemFixture('resubmission', 1);
  const ids = ['large', 'quoted'];
  const shown = async (leadId: string) => leadOf(app, leadId, { as: 'oem' });

  beforeAll(async () => {
    for (const [number, leadId] of ids.entries()) {
      const [PK, message] = [`LEAD#${leadId}`, (leadId === 'quoted' ? '"' : 'x').repeat(150_000)];
      const updatedAt = `2026-11-1${number}T00:00:00.000Z`;
      const place = { leadsOf: 'dealer-1', changedAt: `${updatedAt}#${leadId}` };
      await app.putItem({ ...item, ...place, PK, leadId, updatedAt, earlier: { resubmissions: 20 } });
      for (let ordinal = 1; ordinal <= 20; ordinal += 1)
        await app.putItem({ ...request, PK, SK: `RESUBMISSION#${String(ordinal).padStart(9, '0')}`, message });
    }
  });

  test('holds the newest twenty requests, or as many of them as Lambda hands on', async () => {
    expect((await shown('large')).resubmissions).toHaveLength(20);
    expect((await shown('quoted')).resubmissions).toHaveLength(8);
  });

  test('of a list ends where it would outgrow that, and the next page goes on there', async () => {
    const pages: string[][] = [];
    for (let query = '/v1/leads'; query !== ''; ) {
      const { leads, nextCursor } = leadPageView.parse((await app.get(query)).body);
      pages.push(leads.map(({ leadId }) => leadId));
      query = nextCursor === undefined ? '' : `/v1/leads?cursor=${nextCursor}`;
    }
    expect(pages).toMatchObject([['large'], ['quoted', expect.anything()]]);
    expect(pages.flat().length).toBe(new Set(pages.flat()).size);
  });
});
