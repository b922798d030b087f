import { afterAll, describe, expect, test } from 'vitest';
import type { QuarantinedView } from '../../functions/intake/quarantine/quarantine.view.ts';
import { startApp } from '../support/app.ts';
import type { Answer, CallOptions } from '../support/call.ts';
import { leadJson, leadOf } from '../support/leads.ts';
import { dealerTenant } from '../support/tenants.ts';

const quarantine = ['leads:write', 'quarantine:read', 'quarantine:write'];
const app = await startApp({
  callers: {
    portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: quarantine },
    other: { tenant: { kind: 'provider', senderId: 'other' }, scopes: quarantine },
    namesake: { tenant: { kind: 'provider', senderId: 'dealer-1' }, scopes: quarantine },
    reader: { tenant: dealerTenant('dealer-1'), scopes: ['leads:read', 'quarantine:read'] },
  },
});
afterAll(() => app.close());

const formNamed = (name: string) => ({
  name,
  timeZone: 'America/New_York',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '17:00' }],
  people: [{ id: 'p-1', name: 'Ada Reed', role: 'salesperson', email: 'ada@late.example' }],
});

interface Kept {
  readonly quarantineId: string;
  readonly reason: string;
}

const kept = ({ body }: Answer) => body as Kept;
const leadIdsIn = ({ body }: Answer) => (body as { leads: { leadId: string }[] }).leads.map(({ leadId }) => leadId);
const replay = (quarantineId: string, options?: CallOptions) =>
  app.post(`/v1/quarantine/${quarantineId}/replay`, undefined, options);
async function listed(query = '', options?: CallOptions): Promise<readonly QuarantinedView[]> {
  const { status, body, text } = await app.get(`/v1/quarantine${query}`, options);
  if (status !== 200) throw new Error(text);
  return (body as { documents: QuarantinedView[] }).documents;
}
const itemOf = async (quarantineId: string) =>
  (await app.items()).find(({ PK, SK }) => PK === `QUARANTINE#${quarantineId}` && SK === 'QUARANTINE');

describe('a document that cannot be used', () => {
  test.each<[string, number, string, unknown]>([
    ['is no XML', 400, 'unreadable-document', '<adf><prospect>Zanzibar</adf>'],
    ['is no JSON', 400, 'unreadable-document', '{"customer":"Zanzibar"'],
    ['has a field too many', 422, 'invalid-lead', { ...leadJson('invalid'), leadScore: 'Zanzibar' }],
    ['names nobody who could be answered', 422, 'unreachable-person', { ...leadJson('nobody'), customer: {} }],
  ])(
    'because it %s is kept, answered with its id and listed without its content',
    async (_why, status, reason, body) => {
      const answer = await app.post('/v1/leads', body);
      expect(answer).toMatchObject({ status, type: 'application/problem+json', body: { status, reason } });
      const { quarantineId } = kept(answer);
      const [entry, ...more] = await listed(`?reason=${reason}`).then((all) =>
        all.filter((each) => each.quarantineId === quarantineId),
      );
      expect(more).toEqual([]);
      expect(entry).toMatchObject({
        status: 'open',
        reason,
        senderId: 'dealer-1',
        route: 'POST /v1/leads',
        attempts: 1,
      });
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      expect(entry?.bytes).toBe(Buffer.byteLength(text));
      expect(JSON.stringify(entry) + answer.text).not.toContain('Zanzibar');
      const facts = (await app.events('quarantine.entered.v1')).filter(({ subject }) => subject === quarantineId);
      expect(facts).toMatchObject([{ data: { tenant: 'dealer', senderId: 'dealer-1', reason } }]);
      expect(JSON.stringify([facts, await app.logs('post-lead'), await itemOf(quarantineId)])).not.toContain(
        'Zanzibar',
      );
    },
  );

  test.each<[string, number, unknown, CallOptions]>([
    ['declares a type', 400, '<!DOCTYPE adf><adf><prospect/></adf>', {}],
    ['is nested without end', 400, '<a>'.repeat(20_000), {}],
    ['has more than 256 KB', 413, `{"a":"${'x'.repeat(262_144)}"}`, {}],
    ['comes without a key', 401, '<adf', { as: 'nobody' }],
    ['comes with a key that may not send leads', 403, '<adf', { as: 'reader' }],
  ])('is not kept when it %s', async (_why, status, body, options) => {
    const before = (await listed('', { as: 'oem' })).length;
    const answer = await app.post('/v1/leads', body, options);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('quarantineId');
    expect(await listed('', { as: 'oem' })).toHaveLength(before);
  });

  test('is kept once, however often its sender repeats it, at one moment too', async () => {
    const send = () => app.post('/v1/leads', '<adf><repeated>');
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
    const ids = new Set(answers.map((answer) => kept(answer).quarantineId));
    expect(ids.size).toBe(1);
    const [quarantineId = ''] = ids;
    const before = (await itemOf(quarantineId))?.['attempts'] as number;
    expect(before).toBeGreaterThan(1);
    await app.clock.advance('PT5M');
    expect(kept(await send()).quarantineId).toBe(quarantineId);
    const entry = (await listed()).find((each) => each.quarantineId === quarantineId);
    expect(entry?.attempts).toBe(before + 1);
    expect(Date.parse(entry?.lastAttemptAt ?? '')).toBe(Date.parse(entry?.receivedAt ?? '') + 5 * 60_000);
    expect(kept(await app.post('/v1/leads', '<adf><repeated>', { as: 'dealer-2' })).quarantineId).not.toBe(
      quarantineId,
    );
    const entered = await app.events('quarantine.entered.v1');
    expect(entered.filter(({ subject }) => subject === quarantineId)).toHaveLength(1);
  });

  test('takes the good prospects beside it along: all of them wait for the one that cannot be used', async () => {
    const prospect = (person: string) =>
      `<prospect><id>two-${person}</id><customer><contact><name part="full">Ann</name>${person}</contact></customer></prospect>`;
    const both = `<adf>${prospect('<email>ann@mail.example</email>')}${prospect('')}</adf>`;
    const answer = await app.post('/v1/leads', both);
    expect(answer).toMatchObject({
      status: 422,
      body: { reason: 'unreachable-person', errors: [{ path: 'prospect[1].customer' }] },
    });
    expect((await app.items()).filter((item) => JSON.stringify(item).includes('ann@mail.example'))).toEqual([]);
  });
});

describe('a replay', () => {
  const lost = (id: string, dealerId: string) => ({ ...leadJson(id), dealerId });

  test('after the store was entered makes the lead of the time when it came', async () => {
    const receivedAt = await app.clock.now();
    const answer = await app.post('/v1/leads', lost('late-1', 'late-store'), { as: 'portal' });
    expect(answer).toMatchObject({ status: 422, body: { reason: 'unknown-store', errors: [{ path: 'dealerId' }] } });
    const { quarantineId } = kept(answer);

    await app.clock.advance('PT30M');
    const early = await replay(quarantineId, { as: 'portal' });
    expect(early).toMatchObject({ status: 422, body: { quarantineId, reason: 'unknown-store' } });
    expect(await itemOf(quarantineId)).toMatchObject({ status: 'open', lastReplayAt: await app.clock.now() });

    expect((await app.put('/v1/dealers/late-store', formNamed('late-store'), { as: 'oem' })).status).toBe(200);
    const replayed = await replay(quarantineId, { as: 'portal' });
    expect(replayed).toMatchObject({
      status: 200,
      body: { quarantineId, status: 'replayed', leads: [{ dealerId: 'late-store', status: 'accepted' }] },
    });
    const [leadId = ''] = leadIdsIn(replayed);
    expect((replayed.body as QuarantinedView).leadIds).toEqual([leadId]);
    const lead = await leadOf(app, leadId);
    expect(lead.receivedAt).toBe(receivedAt);
    const quarter = new Date(Date.parse(receivedAt) + 15 * 60_000).toISOString();
    expect(lead.sla.firstResponse).toMatchObject({ dueAt: quarter, breachedAt: quarter });

    const again = await replay(quarantineId, { as: 'portal' });
    expect(again).toMatchObject({ status: 200, body: { status: 'replayed', leadIds: [leadId] } });
    expect(leadIdsIn(again)).toEqual([leadId]);
    const ofDocument = (await app.events('quarantine.replayed.v1')).filter(({ subject }) => subject === quarantineId);
    expect(ofDocument).toMatchObject([{ data: { senderId: 'portal', reason: 'unknown-store', leadIds: [leadId] } }]);
    expect((await app.events('lead.received.v1')).filter(({ subject }) => subject === leadId)).toHaveLength(1);

    const since = await app.get(`/v1/leads?dealerId=late-store&updatedSince=${receivedAt}`, { as: 'oem' });
    expect(leadIdsIn(since)).toContain(leadId);
  });

  test('twice at one moment makes one lead', async () => {
    const { quarantineId } = kept(await app.post('/v1/leads', lost('late-2', 'late-2'), { as: 'portal' }));
    await app.put('/v1/dealers/late-2', formNamed('late-2'), { as: 'oem' });
    const answers = await Promise.all([1, 2, 3].map(() => replay(quarantineId, { as: 'oem' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.flatMap(leadIdsIn)).size).toBe(1);
    const facts = (await app.events('quarantine.replayed.v1')).filter(({ subject }) => subject === quarantineId);
    expect(facts).toHaveLength(1);
  });

  test('of another tenant, or of nothing, is 404, and what is not theirs is in nobody else’s list', async () => {
    const { quarantineId } = kept(await app.post('/v1/leads', lost('late-3', 'late-3'), { as: 'portal' }));
    for (const as of ['other', 'dealer-1', 'namesake'])
      expect((await replay(quarantineId, { as })).status, as).toBe(404);
    expect((await replay('01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404);
    const idsOf = async (as: string) => (await listed('?limit=100', { as })).map((each) => each.quarantineId);
    for (const as of ['other', 'dealer-1', 'namesake']) expect(await idsOf(as), as).not.toContain(quarantineId);
    expect(await idsOf('portal')).toContain(quarantineId);
    expect(await idsOf('oem')).toContain(quarantineId);
    expect((await replay(quarantineId, { as: 'reader' })).status).toBe(403);
    expect((await listed('', { as: 'namesake' })).length).toBe(0);
  });

  test('of all of a reason tries each of them, those of the caller only', async () => {
    const ids: string[] = [];
    for (const id of ['all-1', 'all-2', 'all-3'])
      ids.push(kept(await app.post('/v1/leads', lost(id, 'all-store'), { as: 'portal' })).quarantineId);
    const other = kept(await app.post('/v1/leads', lost('all-4', 'all-store'), { as: 'other' })).quarantineId;
    await app.put('/v1/dealers/all-store', formNamed('all-store'), { as: 'oem' });
    const order = await app.post('/v1/quarantine/replay', { reason: 'unknown-store' }, { as: 'portal' });
    expect(order.status).toBe(202);
    expect((order.body as { count: number }).count).toBeGreaterThanOrEqual(3);
    await app.rest();
    const replayed = (await listed('?status=replayed&limit=100', { as: 'portal' })).map((each) => each.quarantineId);
    expect(replayed).toEqual(expect.arrayContaining(ids));
    expect(await itemOf(other)).toMatchObject({ status: 'open' });
    expect(await app.deadLetters()).toEqual([]);
  });

  test.each([{}, { reason: 'other' }, { reason: 'unknown-store', status: 'open' }])(
    'of %j is refused',
    async (order) => {
      expect((await app.post('/v1/quarantine/replay', order)).status).toBe(422);
    },
  );

  const keepAs = async (id: string, change: (item: Record<string, unknown>) => Record<string, unknown>) => {
    const { quarantineId } = kept(await app.post('/v1/leads', lost(id, 'kinds-store'), { as: 'other' }));
    const item = await itemOf(quarantineId);
    expect(item).toMatchObject({ kind: 'lead' });
    await app.putItem(change({ ...item }) as NonNullable<typeof item>);
    return quarantineId;
  };

  test('of what was kept before documents had kinds is one of leads', async () => {
    const quarantineId = await keepAs('kind-1', ({ kind: _, form: __, ...without }) => without);
    expect(await replay(quarantineId, { as: 'other' })).toMatchObject({ status: 422, body: { quarantineId } });
    expect(await itemOf(quarantineId)).toMatchObject({ kind: 'lead', lastReplayAt: expect.any(String) });
    expect((await listed('', { as: 'other' })).find((each) => each.quarantineId === quarantineId)?.kind).toBe('lead');
  });

  test('of a kind that this version does not know ends in the dead letters and says so', async () => {
    const quarantineId = await keepAs('kind-2', (item) => ({ ...item, kind: 'parts-order' }));
    await app.publish({
      specversion: '1.0',
      id: `${quarantineId}.2.0.quarantine.replay-requested.v1`,
      source: '/lanekeeper/dev/us-east-1/intake',
      type: 'quarantine.replay-requested.v1',
      time: await app.clock.now(),
      subject: quarantineId,
      correlationid: quarantineId,
      data: { quarantineId, kind: 'parts-order' },
    });
    await app.clock.advance('PT3M');
    expect(await app.deadLetters()).toMatchObject([
      { body: { requestPayload: { detail: { data: { quarantineId, kind: 'parts-order' } } } } },
    ]);
    expect(JSON.stringify(await app.logs('replay-document'))).toContain('of the kind parts-order');
    expect(await itemOf(quarantineId)).toMatchObject({ status: 'open' });
  });
});
