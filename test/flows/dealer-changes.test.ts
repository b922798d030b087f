import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import type { Answer } from '../support/call.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const etagOf = ({ headers }: Answer) => headers.get('etag') ?? '';

describe('a change of a store', () => {
  const path = '/v1/dealers/dealer-1';
  const put = (form: unknown, ifMatch?: string) =>
    app.put(path, form, ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } });

  test('is taken while what it names stands', async () => {
    const read = await app.get(path);
    const changed = await put(read.body, etagOf(read));
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(etagOf(changed)).not.toBe(etagOf(read));
    expect(etagOf(await app.get(path))).toBe(etagOf(changed));
    expect(await put(read.body, `${etagOf(read)}, ${etagOf(changed)}`)).toMatchObject({ status: 200 });
    expect(await put(read.body, '*')).toMatchObject({ status: 200 });
  });

  test.each(['"1"', 'W/"4"', '4', ''])(
    'that names what stands no more (%s) is refused and changes nothing',
    async (tag) => {
      const before = await app.get(path);
      expect(before.body).toMatchObject({ version: 4 });
      const answer = await put({ ...(before.body as object), people: [] }, tag);
      expect(answer).toMatchObject({ status: 412, type: 'application/problem+json', body: { status: 412 } });
      expect((await app.get(path)).body).toEqual(before.body);
    },
  );

  test('by two at once who read the same is one’s', async () => {
    const read = await app.get(path);
    const answers = await Promise.all([1, 2, 3].map(() => put(read.body, etagOf(read))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('cannot be of a store that is not there yet', async () => {
    const { body } = await app.get(path);
    const options = { as: 'oem', headers: { 'if-match': '*' } };
    expect(await app.put('/v1/dealers/not-there', body, options)).toMatchObject({ status: 412 });
    expect(await app.get('/v1/dealers/not-there', { as: 'oem' })).toMatchObject({ status: 404 });
  });

  test('is described with its header', async () => {
    const { body } = await app.get('/v1/openapi.json');
    const { get, put: change } =
      (body as { paths: Record<string, Record<string, object>> }).paths['/v1/dealers/{dealerId}'] ?? {};
    const header = { headers: { ETag: { schema: { type: 'string' } } } };
    expect(get).toMatchObject({ responses: { 200: header } });
    expect(change).toMatchObject({ responses: { 200: header, 412: expect.anything() } });
    expect(change).toHaveProperty(
      'parameters',
      expect.arrayContaining([expect.objectContaining({ name: 'If-Match', in: 'header' })]),
    );
    expect(JSON.stringify(get)).not.toContain('If-Match');
  });
});

describe('a store as large as it may be', () => {
  const path = '/v1/dealers/dealer-2';
  const shifts = Array.from({ length: 12 }, () => ({ days: ['mon', 'tue'], open: '09:00', close: '17:00' }));
  const people = (count: number) =>
    Array.from({ length: count }, (_, id) => {
      const email = `p${id}@dealer-2.example`;
      return { id: `p${id}`, name: 'Somebody'.repeat(8), role: 'salesperson', email, shifts };
    });

  test('is kept, and takes leads', async () => {
    const { body } = await app.get(path, { as: 'dealer-2' });
    const form = { ...(body as object), people: people(300) };
    expect(JSON.stringify(form).length).toBeGreaterThan(230 * 1024);
    expect(await app.put(path, form, { as: 'dealer-2' })).toMatchObject({ status: 200 });
    const { leadId } = await postLead(app, leadJson('large'), { as: 'dealer-2' });
    expect((await leadOf(app, leadId)).assignments).toMatchObject([{ personId: 'p0' }]);
  });

  test.each<[string, object, string]>([
    ['people', { people: people(301).map(({ shifts: _, ...person }) => person) }, 'people'],
    [
      'words that the table cannot take',
      { fieldMap: { sources: { constructor: 'other' } } },
      'fieldMap.sources.constructor',
    ],
  ])('takes no more %s', async (_what, given, at) => {
    const { body } = await app.get(path, { as: 'dealer-2' });
    const answer = await app.put(path, { ...(body as object), people: [], ...given }, { as: 'dealer-2' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: at }] } });
  });
});
