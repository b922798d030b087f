import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import { leadPartition } from '../../functions/leads/lead/lead-partition.ts';
import { saveReservation } from '../../functions/messages/reservation.store.ts';
import { startApp } from '../support/app.ts';
import { leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const command = path.resolve(import.meta.dirname, '../../infra/commands/redrive.ts');
const { port } = new URL(app.api);
const redriveByCommand = async () =>
  (await promisify(execFile)(process.execPath, [command, 'dead-letters', '--local', '--port', port])).stdout;

const notificationsOf = async (leadId: string) =>
  (await app.slaNotifications(leadId)).map(({ tags }) => tags['notice']);

describe('an event that its consumers cannot handle', () => {
  const unfit: Envelope = {
    id: 'unfit.1.0.lead.received.v1',
    specversion: '1.0' as const,
    source: '/lanekeeper/dev/us-east-1/leads',
    type: 'lead.received.v1',
    time: '2026-11-23T15:00:00.000Z',
    subject: 'unfit',
    correlationid: 'unfit',
    data: { leadId: 'unfit' },
  };

  test('is tried three times in three minutes, then lies in the queue, once for each consumer', async () => {
    await app.publish(unfit);
    expect(await app.deadLetters()).toEqual([]);
    await app.clock.advance('PT2M59S');
    expect(await app.deadLetters()).toEqual([]);
    await app.clock.advance('PT1S');
    const letters = await app.deadLetters();
    for (const { queue, body, sentAt } of letters) {
      expect(queue).toBe('lanekeeper-dev-leads-dead-letters');
      expect(sentAt).toBe('2026-11-23T15:03:00.000Z');
      expect(body).toMatchObject({
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: { 'detail-type': 'lead.received.v1', detail: unfit },
        responseContext: { functionError: 'Unhandled' },
      });
    }
    const functions = letters.map(({ body }) => JSON.stringify(body).match(/:function:lanekeeper-dev-([\w-]+)/)?.[1]);
    expect(new Set(functions).size).toBe(letters.length);
    expect(functions).toEqual(expect.arrayContaining(['assign-lead', 'start-lead-sla']));
  });

  test('says in the log what was wrong, without the values it held', async () => {
    expect(JSON.stringify(await app.logs('assign-lead'))).toMatch(/dealerId/);
  });

  test('comes back to the queue when it is redriven and nothing was mended', async () => {
    const lying = (await app.deadLetters()).length;
    expect(await app.redrive()).toMatchObject({ redriven: lying, left: [], deadLetters: [] });
    await app.clock.advance('PT2M59S');
    expect(await app.deadLetters()).toEqual([]);
    await app.clock.advance('PT1S');
    expect(await app.deadLetters()).toHaveLength(lying);
  });

  test('does not hold up the events after it', async () => {
    const { leadId } = await postLead(app, leadJson('after'));
    const facts = (await app.events()).filter(({ subject }) => subject === leadId).map(({ type }) => type);
    expect(facts).toEqual(expect.arrayContaining(['lead.received.v1', 'lead.assigned.v1']));
  });

  test('is gone after the fourteen days that the queue keeps it', async () => {
    await app.clock.advance('P14D');
    expect(await app.deadLetters()).toEqual([]);
  });
});

describe('an event that failed for a cause that can be mended', () => {
  /** Puts a lead's first notice as if a run had reserved it at that instant and was never heard of again. */
  const reserveNotification = async (leadId: string, reservedAt: string) => {
    const message = { partition: leadPartition(leadId as LeadId), messageId: 'warned-50' };
    await app.putItem(saveReservation(message, undefined, { version: 1, reservedAt }).item);
  };

  test.each<[string, string, () => Promise<unknown>]>([
    ['the control API', '2026-12-14T15:00:00.000Z', () => app.redrive()],
    ['npm run redrive', '2026-12-16T15:00:00.000Z', redriveByCommand],
  ])('is handled once after it was mended and redriven by %s', async (how, start, redrive) => {
    await app.clock.to(start);
    const { leadId } = await postLead(app, leadJson(how));
    await reserveNotification(leadId, '2099-01-01T00:00:00.000Z');
    await app.clock.advance('PT10M30S');
    expect(await notificationsOf(leadId)).toEqual([]);
    expect(await app.deadLetters()).toMatchObject([
      { body: { requestPayload: { 'detail-type': 'lead.sla-warned.v1' } } },
    ]);
    await reserveNotification(leadId, start);
    await redrive();
    await app.rest();
    expect(await app.deadLetters()).toEqual([]);
    expect(await notificationsOf(leadId)).toEqual(['warned-50']);
    await app.clock.advance('P1D');
    expect(await notificationsOf(leadId)).toEqual([
      'warned-50',
      'warned-80',
      'escalated-1',
      'escalated-2',
      'escalated-3',
    ]);
  });

  test('and npm run redrive says how many there were', async () => {
    expect(await redriveByCommand()).toMatch(/^0 handed over again, 0 left/);
  });
});

describe('a request that meets a broken dealer', () => {
  test('is answered with 500 as a problem document, and keeps nothing', async () => {
    const dealer = (await app.items()).find(({ PK, SK }) => PK === 'DEALER#dealer-1' && SK === 'DEALER');
    if (!dealer) throw new Error('The dealer is not there.');
    await app.putItem({ ...dealer, people: 'gone' });
    const before = await app.items();
    const answer = await app.post('/v1/leads', leadJson('broken'));
    expect([answer.status, answer.type]).toEqual([500, 'application/problem+json']);
    expect(answer.text).not.toMatch(/people|TypeError|broken|\bat /);
    expect(await app.items()).toEqual(before);
    await app.putItem(dealer);
    expect(await app.post('/v1/leads', leadJson('broken'))).toMatchObject({ status: 202 });
  });
});
