import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const under = (key: string, as = 'dealer-1') => ({ as, headers: { 'idempotency-key': key } });

describe('an Idempotency-Key', () => {
  test('under fifty requests at once makes one lead; each answers with it, or that it still runs', async () => {
    const send = () => app.post('/v1/leads', leadJson('fifty'), under('fifty'));
    const answers = await Promise.all(Array.from({ length: 50 }, send));
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    expect(taken[0]?.text).toContain('"accepted"');
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 409)).toEqual([]);
    expect(await app.events('lead.received.v1')).toHaveLength(1);
    // Content would say duplicate; the key says what was said first.
    expect((await send()).text).toBe(taken[0]?.text);
  });

  test('with another body is refused', async () => {
    await app.post('/v1/leads', leadJson('body'), under('body'));
    const other = await app.post('/v1/leads', leadJson('body', { message: 'Another' }), under('body'));
    expect(other).toMatchObject({ status: 422, type: 'application/problem+json' });
  });

  test('belongs to its credential', async () => {
    const mine = await app.post('/v1/leads', leadJson('mine'), under('ours'));
    const theirs = await app.post('/v1/leads', leadJson('theirs'), under('ours', 'dealer-2'));
    expect([mine.status, theirs.status]).toEqual([202, 202]);
  });

  test('does not keep a refusal', async () => {
    const hopeless = { ...leadJson('later'), customer: {} };
    expect(await app.post('/v1/leads', hopeless, under('refused'))).toMatchObject({ status: 422 });
    expect(await app.post('/v1/leads', hopeless, under('refused'))).toMatchObject({ status: 422 });
    expect((await app.post('/v1/leads', leadJson('later'), under('mended'))).status).toBe(202);
  });

  test('lives seven days', async () => {
    await app.post('/v1/leads', leadJson('week'), under('week'));
    await app.clock.advance('P6DT23H');
    expect((await app.post('/v1/leads', leadJson('week'), under('week'))).text).toContain('"accepted"');
    await app.clock.advance('PT2H');
    expect((await app.post('/v1/leads', leadJson('week'), under('week'))).text).toContain('"duplicate"');
  });

  test('of no visible characters is refused', async () => {
    expect((await app.post('/v1/leads', leadJson('blank'), under('a b'))).status).toBe(400);
  });
});
