import { afterAll, describe, expect, test } from 'vitest';
import type { QuarantinedView } from '../../functions/intake/quarantine/quarantine.view.ts';
import { startApp } from '../support/app.ts';
import type { Answer, CallOptions } from '../support/call.ts';
import { leadJson } from '../support/leads.ts';
import { dealerTenant } from '../support/tenants.ts';

const sending = ['leads:write', 'quarantine:read', 'quarantine:write'];
const app = await startApp({
  callers: {
    portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: [...sending, 'quarantine:document'] },
    other: { tenant: { kind: 'provider', senderId: 'other' }, scopes: [...sending, 'quarantine:document'] },
    sender: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: sending },
    desk: { tenant: dealerTenant('dealer-1'), scopes: ['quarantine:document'] },
  },
});
afterAll(() => app.close());

const idIn = ({ body }: Answer) => (body as { quarantineId: string }).quarantineId;
async function keep(body: unknown, options: CallOptions = { as: 'portal' }): Promise<string> {
  return idIn(await app.post('/v1/leads', body, options));
}
const read = (quarantineId: string, options: CallOptions = { as: 'portal' }) =>
  app.get(`/v1/quarantine/${quarantineId}/document`, options);
const dismiss = (quarantineId: string, body: unknown, options: CallOptions = { as: 'portal' }) =>
  app.post(`/v1/quarantine/${quarantineId}/dismiss`, body, options);
async function listed(query = ''): Promise<readonly QuarantinedView[]> {
  const { body } = await app.get(`/v1/quarantine?limit=100${query}`, { as: 'portal' });
  return (body as { documents: QuarantinedView[] }).documents;
}
const idsListed = async (query: string) => (await listed(query)).map((each) => each.quarantineId);

describe('a kept document', () => {
  const latin1 = Buffer.from(
    '<?xml version="1.0" encoding="ISO-8859-1"?><adf><prospect>Jos\xe9 M\xfcller</adf>',
    'latin1',
  );
  const everyByte = Uint8Array.from({ length: 1024 }, (_, at) => at % 256);

  test.each<[string, string, Uint8Array, string]>([
    ['XML in Latin-1', 'application/xml', latin1, '*/*'],
    [
      'JSON that is none',
      'application/json; charset=iso-8859-1',
      Buffer.from('{"a":"Jos\xe9', 'latin1'),
      'application/json',
    ],
    ['every byte', 'text/xml', everyByte, 'text/html,application/xhtml+xml;q=0.9'],
  ])('of %s is read back byte for byte, whatever its reader accepts', async (_what, type, bytes, accept) => {
    const quarantineId = await keep(bytes, { as: 'portal', headers: { 'content-type': type } });
    const answer = await read(quarantineId, { as: 'portal', headers: { accept } });
    expect([answer.status, answer.type]).toEqual([200, 'application/octet-stream']);
    expect(Buffer.from(answer.bytes).equals(Buffer.from(bytes))).toBe(true);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${quarantineId}"`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('as large as the door lets in is read back whole', async () => {
    const large = Buffer.from(`<adf>${'x'.repeat(256 * 1024 - 5)}`);
    const answer = await read(await keep(large));
    expect(Buffer.from(answer.bytes).equals(large)).toBe(true);
  });

  test('leaves a line in the log each time it is read, with the ids of key and document and nothing else', async () => {
    const quarantineId = await keep('<adf><prospect>Zanzibar');
    const logged = async () =>
      (await app.logs('get-document')).filter((line) => JSON.stringify(line).includes(quarantineId));
    expect(await logged()).toHaveLength(0);
    await read(quarantineId);
    await read(quarantineId, { as: 'oem' });
    await read(quarantineId, { as: 'other' });
    const lines = await logged();
    expect(lines).toHaveLength(2);
    expect(
      new Set(lines.map((line) => /"credentialId":"([^"]+)"/.exec(JSON.stringify(line).replaceAll('\\"', '"'))?.[1]))
        .size,
    ).toBe(2);
    expect(JSON.stringify(lines)).not.toContain('Zanzibar');
  });

  test('is not there for another tenant, and a key that may see and replay it may not read it', async () => {
    const quarantineId = await keep('<adf><theirs>');
    const statuses = await Promise.all(
      ['other', 'desk', 'sender', 'nobody'].map(async (as) => (await read(quarantineId, { as })).status),
    );
    expect(statuses).toEqual([404, 404, 403, 401]);
    expect((await read('01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404);
  });

  test('may still be read after it was replayed or dismissed, and is gone after ninety days', async () => {
    const quarantineId = await keep('<adf><old>');
    await dismiss(quarantineId, { reason: 'a test' });
    expect((await read(quarantineId)).text).toBe('<adf><old>');
    await app.clock.advance('P90D');
    expect((await read(quarantineId)).status).toBe(404);
  });
});

describe('a dismissal', () => {
  test('takes a document out of what is open, with who said so and why', async () => {
    const quarantineId = await keep('<adf><junk>');
    const answer = await dismiss(quarantineId, { reason: '  a monitor of theirs  ' });
    const dismissal = { at: await app.clock.now(), credentialId: expect.any(String), reason: 'a monitor of theirs' };
    expect(answer).toMatchObject({ status: 200, body: { quarantineId, status: 'dismissed', dismissal } });
    expect(await idsListed('&status=open')).not.toContain(quarantineId);
    expect(await idsListed('&status=dismissed')).toContain(quarantineId);
    const facts = (await app.events('quarantine.dismissed.v1')).filter(({ subject }) => subject === quarantineId);
    expect(facts).toMatchObject([{ data: { senderId: 'portal', reason: 'unreadable-document' } }]);
    expect(JSON.stringify(facts)).not.toContain('monitor');
  });

  test('twice, or at one moment, is one, with the words of the first', async () => {
    const quarantineId = await keep('<adf><twice>');
    const answers = await Promise.all([1, 2, 3].map((number) => dismiss(quarantineId, { reason: `reason ${number}` })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const words = answers.map(({ body }) => (body as QuarantinedView).dismissal?.reason);
    expect(new Set(words).size).toBe(1);
    const facts = (await app.events('quarantine.dismissed.v1')).filter(({ subject }) => subject === quarantineId);
    expect(facts).toHaveLength(1);
  });

  test.each<[string, number, unknown, string]>([
    ['without a reason', 422, {}, 'reason'],
    ['with an empty reason', 422, { reason: '  ' }, 'reason'],
    ['with a reason that nobody sees', 422, { reason: '\u200b\u202e' }, 'reason'],
    ['with a reason without end', 422, { reason: 'x'.repeat(501) }, 'reason'],
    ['with a word of its own', 422, { reason: 'x', forever: true }, 'forever'],
    ['with a body that is no object', 422, [], ''],
    ['with a body that is no JSON', 400, '{"reason":', ''],
  ])('%s is refused, and the document stays open', async (what, status, body, path) => {
    const quarantineId = await keep(`<adf><wrong>${what}`);
    const answer = await dismiss(quarantineId, body, {
      as: 'portal',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer).toMatchObject({ status, body: { errors: [{ path }] } });
    expect(await idsListed('&status=open')).toContain(quarantineId);
  });

  test('of another tenant’s document is 404, and of one that was replayed 409', async () => {
    const lead = { ...leadJson('late-desk'), dealerId: 'desk-store' };
    const quarantineId = await keep(lead);
    expect((await dismiss(quarantineId, { reason: 'x' }, { as: 'other' })).status).toBe(404);
    const form = (await app.get('/v1/dealers/dealer-1', { as: 'oem' })).body as Record<string, unknown>;
    const { dealerId: _, aliases: __, ...rest } = form;
    expect((await app.put('/v1/dealers/desk-store', { ...rest, name: 'Desk' }, { as: 'oem' })).status).toBe(200);
    expect((await app.post(`/v1/quarantine/${quarantineId}/replay`, undefined, { as: 'portal' })).status).toBe(200);
    expect((await dismiss(quarantineId, { reason: 'x' })).status).toBe(409);
    expect(await idsListed('&status=replayed')).toContain(quarantineId);
  });

  test('leaves it out of a replay of all, and the same bytes sent anew enter as a new document', async () => {
    const quarantineId = await keep({ ...leadJson('nobody-desk'), customer: {} });
    await dismiss(quarantineId, { reason: 'a test' });
    const order = await app.post('/v1/quarantine/replay', { reason: 'unreachable-person' }, { as: 'portal' });
    expect(order).toMatchObject({ status: 202, body: { count: 0 } });
    const again = await keep({ ...leadJson('nobody-desk'), customer: {} });
    expect(again).not.toBe(quarantineId);
    expect(await keep({ ...leadJson('nobody-desk'), customer: {} })).toBe(again);
  });

  test('by mistake is mended by a replay of it alone', async () => {
    const lead = { ...leadJson('mistake'), dealerId: 'mistake-store' };
    const quarantineId = await keep(lead);
    await dismiss(quarantineId, { reason: 'nobody knows that store' });
    const alone = () => app.post(`/v1/quarantine/${quarantineId}/replay`, undefined, { as: 'portal' });
    expect(await alone()).toMatchObject({ status: 422, body: { reason: 'unknown-store' } });
    expect(await idsListed('&status=dismissed')).toContain(quarantineId);
    const form = (await app.get('/v1/dealers/dealer-1', { as: 'oem' })).body as Record<string, unknown>;
    const { dealerId: _, aliases: __, ...rest } = form;
    expect((await app.put('/v1/dealers/mistake-store', { ...rest, name: 'Mistake' }, { as: 'oem' })).status).toBe(200);
    expect(await alone()).toMatchObject({ status: 200, body: { status: 'replayed', leads: [{ status: 'accepted' }] } });
  });
});
