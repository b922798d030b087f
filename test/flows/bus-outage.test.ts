import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, test } from 'vitest';
import { factWrites } from '../../functions/platform/fact.store.ts';
import { startApp } from '../support/app.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const command = path.resolve(import.meta.dirname, '../../infra/commands/redrive.ts');
const { port } = new URL(app.api);
const redrive = async () =>
  (await promisify(execFile)(process.execPath, [command, 'dead-letters', '--local', '--port', port])).stdout;

/** A service answers every call with a throttle, until it is healed. */
const stop = (service: string) => app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: [service] }));
/** The stream tries again within a minute. */
const heal = async () => {
  await app.ask('DELETE', '/faults');
  await app.clock.advance('PT1M');
};

const typesOf = async (subject: string) =>
  (await app.events()).filter((event) => event.subject === subject).map(({ type }) => type);

const queue = 'lanekeeper-dev-events-dead-letters';

/** The item of a fact about something that no consumer looks for, as it is saved now. */
async function factItem(subject: string, data: object) {
  const now = Temporal.Instant.from(await app.clock.now());
  const origin = { partition: `LEAD#${subject}`, room: 'leads', subject, version: 1, now } as const;
  const [write] = factWrites(origin, [{ type: 'lead.word-unknown.v1', data }]);
  if (!write) throw new Error('There is no fact.');
  return write.item;
}

describe('a bus that is down', () => {
  test('for more than 20 hours has its facts laid into the dead letters, whole; redrive brings them back', async () => {
    await stop('events');
    const { leadId } = await postLead(app, leadJson('long'));
    await app.clock.advance('PT19H59M');
    expect(await app.deadLetters()).toEqual([]);
    await app.clock.advance('PT2M');
    expect(await app.deadLetters()).toMatchObject([
      {
        queue,
        attributes: { ERROR_CODE: 'ThrottlingException' },
        body: { facts: [{ PK: `LEAD#${leadId}`, fact: { type: 'lead.received.v1', data: { leadId } } }] },
      },
    ]);
    await heal();
    expect(await redrive()).toMatch(/^1 handed over again, 0 left/);
    expect(await app.deadLetters()).toEqual([]);
    expect(await typesOf(leadId)).toEqual(expect.arrayContaining(['lead.received.v1', 'lead.assigned.v1']));
    await app.clock.advance('PT1H');
    expect(await typesOf(leadId)).toContain('lead.sla-breached.v1');
  });

  test('for a quarter of an hour is waited for: everything comes, each once and in its order', async () => {
    const told = (await app.events()).length;
    await stop('events');
    const leads = [];
    for (const id of ['first', 'second', 'third']) leads.push(await postLead(app, leadJson(id)));
    const answered = leads[0]?.leadId ?? '';
    await app.clock.advance('PT5M');
    const call = await app.post(`/v1/leads/${answered}/activities`, connectedCall(await app.clock.now()));
    expect(call.status).toBe(202);
    await app.clock.advance('PT10M');
    expect(await app.events()).toHaveLength(told);
    await heal();
    for (const { leadId } of leads) {
      const types = await typesOf(leadId);
      expect(types[0]).toBe('lead.received.v1');
      expect(types.filter((type) => type === 'lead.received.v1')).toHaveLength(1);
      expect(types).toContain('lead.assigned.v1');
    }
    expect((await typesOf(answered)).slice(0, 2)).toEqual(['lead.received.v1', 'lead.contacted.v1']);
    expect(await app.deadLetters()).toEqual([]);
  });
});

describe('a fact that can never be published', () => {
  const tooLarge = { text: '\u0001'.repeat(190_000) };

  test('lies in the dead letters at once and holds up none behind it', async () => {
    const item = await factItem('unfit', tooLarge);
    await app.putItem(item);
    const { leadId } = await postLead(app, leadJson('behind'));
    expect(await typesOf(leadId)).toContain('lead.assigned.v1');
    const facts = [{ PK: item.PK, SK: item.SK }];
    expect(await app.deadLetters()).toMatchObject([
      { queue, attributes: { ERROR_CODE: 'EntryTooLarge' }, body: { facts } },
    ]);
  });

  test('comes back while it is not mended, by whatever it is redriven', async () => {
    await redrive();
    expect(await app.deadLetters()).toMatchObject([{ attributes: { ERROR_CODE: 'EntryTooLarge' } }]);
    expect(await app.redrive()).toMatchObject({ redriven: 1, left: [] });
    expect(await app.deadLetters()).toMatchObject([{ attributes: { ERROR_CODE: 'EntryTooLarge' } }]);
  });

  test('is published as its item stands once that was mended', async () => {
    await app.putItem(await factItem('unfit', { leadId: 'unfit', dealerId: 'dealer-1', field: 'source' }));
    await redrive();
    expect(await app.deadLetters()).toEqual([]);
    expect(await typesOf('unfit')).toEqual(['lead.word-unknown.v1']);
  });
});

test('what a relay that does not run could not even be handed is published again, by the time it came in', async () => {
  // The leads of before have nothing left to do, so that no sweep looks for them.
  await app.clock.advance('P7D');
  await stop('lambda');
  const about = { leadId: 'unseen', dealerId: 'dealer-1', field: 'source' };
  await app.putItem(await factItem('unseen-1', about));
  await app.clock.advance('PT90M');
  await app.putItem(await factItem('unseen-2', about));
  await app.clock.advance('PT23H');
  const letters = (await app.deadLetters()).filter((letter) => letter.queue === queue);
  expect(letters.map(({ body }) => body)).toMatchObject(
    Array.from({ length: 2 }, () => ({ requestContext: { condition: 'RecordAgeExceeded' } })),
  );
  await heal();
  expect(await redrive()).toMatch(
    / 0 left where they are\.\n\d+ facts of the time that 2 of them name published again/,
  );
  expect([await typesOf('unseen-1'), await typesOf('unseen-2')]).toEqual([
    ['lead.word-unknown.v1'],
    ['lead.word-unknown.v1'],
  ]);
});
