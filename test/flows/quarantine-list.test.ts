import { afterAll, describe, expect, test } from 'vitest';
import type { QuarantinedView } from '../../functions/intake/quarantine/quarantine.view.ts';
import { startApp } from '../support/app.ts';
import type { Answer, CallOptions } from '../support/call.ts';

const scopes = ['leads:write', 'quarantine:read', 'quarantine:write'];
const app = await startApp({ callers: { other: { tenant: { kind: 'provider', senderId: 'other' }, scopes } } });
afterAll(() => app.close());

const kept = ({ body }: Answer) => body as { readonly quarantineId: string };
const replay = (quarantineId: string, options?: CallOptions) =>
  app.post(`/v1/quarantine/${quarantineId}/replay`, undefined, options);
async function listed(query = '', options?: CallOptions): Promise<readonly QuarantinedView[]> {
  const { status, body, text } = await app.get(`/v1/quarantine${query}`, options);
  if (status !== 200) throw new Error(text);
  return (body as { documents: QuarantinedView[] }).documents;
}

describe('the list', () => {
  test('is read page by page, in the order in which documents came, and ends', async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      await app.clock.advance('PT1S');
      await app.post('/v1/leads', `<adf><page>${number}`, { as: 'other' });
    }
    const all = await listed('?reason=unreadable-document', { as: 'other' });
    expect(all.length).toBeGreaterThanOrEqual(5);
    const read: QuarantinedView[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const query = `?reason=unreadable-document&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await app.get(`/v1/quarantine${query}`, { as: 'other' });
      const page = body as { documents: QuarantinedView[]; nextCursor?: string };
      read.push(...page.documents);
      // What enters meanwhile comes last and moves nothing.
      if (pages === 0) await app.post('/v1/leads', '<adf><meanwhile>', { as: 'other' });
      if (page.nextCursor === undefined) break;
      cursor = page.nextCursor;
    }
    expect(read.map((each) => each.quarantineId).slice(0, all.length)).toEqual(all.map((each) => each.quarantineId));
    expect(read).toHaveLength(all.length + 1);
    const sorted = read.map(({ receivedAt }) => receivedAt);
    expect(sorted).toEqual([...sorted].sort());
  });

  test.each(['?status=lost', '?reason=other', '?limit=0', '?cursor=x', '?sort=new'])('%s is refused', async (query) => {
    expect((await app.get(`/v1/quarantine${query}`)).status).toBe(422);
  });

  test('goes over the turn of a month with the OEM’s key, and forgets after ninety days', async () => {
    const { quarantineId } = kept(await app.post('/v1/leads', '<adf><old>', { as: 'other' }));
    await app.clock.advance('P20D');
    const younger = kept(await app.post('/v1/leads', '<adf><young>', { as: 'other' })).quarantineId;
    const seen = async () => (await listed('?limit=100', { as: 'oem' })).map((each) => each.quarantineId);
    const both = await seen();
    expect(both.indexOf(quarantineId)).toBeLessThan(both.indexOf(younger));
    expect(both).toContain(quarantineId);
    await app.clock.advance('P70D');
    expect(await seen()).toEqual([younger]);
    expect((await replay(quarantineId, { as: 'other' })).status).toBe(404);
  });
});
