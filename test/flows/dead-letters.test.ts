import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import { startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { withoutPermissions } from '../support/fewer-permissions.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

const command = path.resolve(import.meta.dirname, '../../infra/commands/redrive.ts');
const { port } = new URL(app.api);
const redriveByCommand = async () =>
  (await promisify(execFile)(process.execPath, [command, 'dead-letters', '--local', '--port', port])).stdout;

const notificationsOf = async (leadId: string) =>
  (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId).map(({ tags }) => tags['notice']);

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
    expect(functions).toContain('assign-lead');
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

describe('a mail that SES does not take for days', () => {
  const start = '2026-12-14T15:00:00.000Z';
  let leadId = '';
  beforeAll(async () => {
    await app.clock.to(start);
    await app.ask('POST', '/faults', JSON.stringify({ seed: 1, throttle: 1, only: ['ses'] }));
    ({ leadId } = await postLead(app, leadJson('unmailed')));
    // Answered and over: no other mail is due.
    for (const activity of [connectedCall(start), { id: 'bought elsewhere', kind: 'lost', at: start }])
      expect(await app.post(`/v1/leads/${leadId}/activities`, activity)).toMatchObject({ status: 202 });
  });

  test('is tried for more than a day, then its event lies in the queue', async () => {
    await app.clock.advance('P1D');
    expect(await app.deadLetters()).toEqual([]);
    await app.clock.advance('P2D');
    expect(await app.deadLetters()).toMatchObject([
      { queue: 'lanekeeper-dev-leads-dead-letters', body: { 'detail-type': 'lead.assigned.v1' }, sentAt: start },
    ]);
    expect(await notificationsOf(leadId)).toEqual([]);
  });

  test('and is sent once when it is redriven by npm run redrive after it was mended', async () => {
    await app.ask('DELETE', '/faults');
    expect(await redriveByCommand()).toMatch(/^1 handed over again, 0 left/);
    await app.rest();
    expect(await app.deadLetters()).toEqual([]);
    expect(await notificationsOf(leadId)).toEqual(['assigned']);
    expect(await redriveByCommand()).toMatch(/^0 handed over again, 0 left/);
    await app.clock.advance('P1D');
    expect(await notificationsOf(leadId)).toEqual(['assigned']);
  });
});

describe('an event that its rule cannot bring into the queue', () => {
  test('lies in the dead letters, and is redriven into the queue', async () => {
    const folder = withoutPermissions((await synthesizedApp()).assembly, [
      { permissions: /OnSlaNotify\/Queue\/Policy/ },
    ]);
    const cutOff = await startApp({ assembly: folder });
    const { leadId } = await postLead(cutOff, leadJson('unbrought'));
    const [letter] = await cutOff.deadLetters();
    expect(letter).toMatchObject({
      queue: 'lanekeeper-dev-leads-dead-letters',
      body: { 'detail-type': 'lead.assigned.v1' },
      attributes: { ERROR_CODE: 'NO_PERMISSIONS', TARGET_ARN: expect.stringContaining(':lanekeeper-dev-notify-lead') },
    });
    expect(await cutOff.redrive()).toMatchObject({ redriven: 1, left: [], deadLetters: [] });
    await cutOff.rest();
    const notifications = (await cutOff.messages()).filter(({ tags }) => tags['leadId'] === leadId);
    expect(notifications.map(({ tags }) => tags['notice'])).toEqual(['assigned']);
    await cutOff.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a letter of an earlier release, whose function is gone', () => {
  test('is left where it is, is told of, and holds up no other', async () => {
    const config = { region: 'us-east-1', credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' } };
    const endpoint = new URL(app.api).origin;
    const sqs = new SQSClient({ ...config, endpoint });
    const QueueUrl = `${endpoint}/000000000000/lanekeeper-dev-leads-dead-letters`;
    const letter = (name: string) => ({
      requestContext: { functionArn: `arn:aws:lambda:us-east-1:000000000000:function:lanekeeper-dev-${name}:$LATEST` },
      requestPayload: {},
    });
    for (const name of ['start-lead-follow-up', 'sweep-due'])
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(letter(name)) }));
    expect(await redriveByCommand()).toMatch(
      /^1 handed over again, 1 left where they are\.\n[\w-]+: what it was for is not there any more\n$/,
    );
    expect(await app.deadLetters()).toMatchObject([{ body: letter('start-lead-follow-up') }]);
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });
});

describe('a request that meets a broken dealer', () => {
  test('is answered as a problem document, and its document is kept', async () => {
    const dealer = (await app.items()).find(({ PK, SK }) => PK === 'DEALER#dealer-1' && SK === 'DEALER');
    if (!dealer) throw new Error('The dealer is not there.');
    await app.putItem({ ...dealer, people: 'gone' });
    const answer = await app.post('/v1/leads', leadJson('broken'));
    expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
    expect(answer.text).not.toMatch(/people|TypeError|broken|\bat /);
    expect(answer.body).toMatchObject({ reason: 'unstorable', quarantineId: expect.any(String) });
    await app.putItem(dealer);
    expect(await app.post('/v1/leads', leadJson('broken'))).toMatchObject({ status: 202 });
  });
});
