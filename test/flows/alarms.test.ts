import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import type { RunAlarm, SentMessage } from '../support/control.ts';
import { leadJson } from '../support/leads.ts';

const ops = 'ops@stage.example';
const app = await startApp({ context: { alarmAddress: ops } });
afterAll(() => app.close());

const config = {
  endpoint: new URL(app.api).origin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
};
const sqs = new SQSClient(config);
const alarms = await app.alarms();

/** The mails about an alarm since an instant, oldest first. */
async function lettersAbout(name: string, since: string): Promise<readonly SentMessage[]> {
  const messages = await app.messages();
  return messages.filter(({ to, subject, at }) => to.includes(ops) && subject?.includes(`"${name}"`) && at >= since);
}
const statesTold = async (name: string, since: string) =>
  (await lettersAbout(name, since)).map(({ subject }) => subject?.split(':')[0]);

test('a year in which nothing happens needs no evaluation', async () => {
  expect(await app.clock.advance('P1Y')).toMatchObject({ fired: 0 });
});

test('no alarm rises, and nobody is mailed, while nothing is wrong', async () => {
  await app.post('/v1/leads', leadJson('well'));
  await app.clock.advance('P1D');
  expect((await app.alarms()).filter(({ state }) => state !== 'OK')).toEqual([]);
  expect((await app.messages()).filter(({ to }) => to.includes(ops))).toEqual([]);
});

describe('a real trouble raises its alarm, and the letter of its end follows:', () => {
  const unfit = { detail: { type: 'lead.received.v1' } };
  const troubles: readonly [string, string, () => Promise<unknown>][] = [
    [
      'assign-lead-errors',
      'a function that fails five times in a minute',
      () => Promise.all(Array.from({ length: 5 }, () => app.invoke('assign-lead', unfit))),
    ],
    [
      'documents-quarantined',
      'a document that cannot be used',
      () => app.post('/v1/leads', '<adf><prospect>', { headers: { 'content-type': 'application/xml' } }),
    ],
    [
      'lead-sla-failed',
      'an execution that cannot go on',
      () =>
        new SFNClient(config).send(
          new StartExecutionCommand({
            stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:lanekeeper-dev-lead-sla',
            name: 'unfit',
            input: '{"unfit":true}',
          }),
        ),
    ],
    [
      'leads-dead-letters',
      'an event that nobody can handle, until its letter is gone',
      async () => {
        await app.publish({ ...unfitEnvelope });
        await app.clock.advance('PT10M');
        const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'lanekeeper-dev-' }));
        for (const QueueUrl of QueueUrls) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
      },
    ],
  ];
  const unfitEnvelope = {
    id: 'unfit.1.0.lead.received.v1',
    specversion: '1.0' as const,
    source: '/lanekeeper/dev/us-east-1/leads',
    type: 'lead.received.v1',
    time: '2026-11-23T15:00:00.000Z',
    subject: 'unfit',
    correlationid: 'unfit',
    data: { leadId: 'unfit' },
  };

  test.each(troubles)('%s, %s', async (end, _what, bringAbout) => {
    const name = `lanekeeper-dev-${end}`;
    const since = await app.clock.now();
    await bringAbout();
    await app.clock.advance('PT2H');
    expect(await statesTold(name, since)).toEqual(['ALARM', 'OK']);
    const [raised] = await lettersAbout(name, since);
    expect(raised).toMatchObject({ channel: 'email', to: [ops], tags: { topic: 'lanekeeper-dev-alarms' } });
    expect(raised?.subject).toBe(`ALARM: "${name}" in US East (N. Virginia)`);
    expect(raised?.text).toContain('WHAT TO DO: ');
  });
});

describe('every alarm of the templates', () => {
  /** A value that breaches the threshold, summed up or by itself. */
  const breaching = ({ comparison, threshold }: RunAlarm) =>
    comparison.startsWith('Greater') ? threshold + 1 : threshold - 1;

  /** Puts a value as AWS would: into a queue as messages, all else as what was measured. */
  async function trouble(alarm: RunAlarm): Promise<void> {
    const { namespace, name, dimensions } = alarm.metric;
    if (namespace !== 'AWS/SQS' || name !== 'ApproximateNumberOfMessagesVisible')
      return void (await app.measure({ ...alarm.metric, value: breaching(alarm) }));
    const QueueUrl = `${config.endpoint}/000000000000/${dimensions['QueueName']}`;
    for (let sent = 0; sent < breaching(alarm); sent += 1)
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'trouble' }));
  }

  test('rises when its metric says so, and its letter arrives through the topic', async () => {
    const since = await app.clock.now();
    const minutes = Math.max(...alarms.map((each) => (each.periodSeconds * each.evaluationPeriods) / 60));
    for (let minute = 0; minute < minutes; minute += 1) {
      for (const alarm of alarms) await trouble(alarm);
      await app.clock.advance('PT1M');
    }
    const risen = await app.alarms();
    expect(risen.filter(({ state }) => state !== 'ALARM')).toEqual([]);
    expect(risen.length).toBeGreaterThan(30);
    for (const { name, description } of risen) {
      const [letter, ...others] = await lettersAbout(name, since);
      expect([letter?.subject, others]).toEqual([`ALARM: "${name}" in US East (N. Virginia)`, []]);
      expect(letter?.text).toContain(description);
    }
  });

  test('clears when the trouble is over, and its letter arrives', async () => {
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    for (const QueueUrl of QueueUrls) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    const since = await app.clock.now();
    await app.clock.advance('P1D');
    expect((await app.alarms()).filter(({ state }) => state !== 'OK')).toEqual([]);
    for (const { name } of alarms) expect(await statesTold(name, since), name).toEqual(['OK']);
  });
});
