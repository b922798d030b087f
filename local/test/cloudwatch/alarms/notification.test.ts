import { describe, expect, test } from 'vitest';
import { createCloudWatch } from '../../../cloudwatch/cloudwatch.ts';
import { createDispatcher } from '../../../dispatcher.ts';
import { createIam } from '../../../iam/iam.ts';
import { createSns } from '../../../sns/sns.ts';
import { createScheduler } from '../../../virtual-scheduler.ts';
import { load, place } from '../../wire/loaded.ts';
import { alarmBench, minute, properties, start, topic } from './alarm-bench.ts';

describe('a change of state', () => {
  test('is published as a letter for mailboxes and as a document for the others', async () => {
    const bench = alarmBench();
    await bench.load({ AlarmDescription: 'Look at it.' });
    bench.measure(10, 7);
    await bench.to(60);
    const [call] = bench.published;
    expect(call).toMatchObject({
      principal: {
        service: 'cloudwatch.amazonaws.com',
        sourceArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:app-Alarm',
      },
      input: { TopicArn: topic, Subject: 'ALARM: "app-Alarm" in US East (N. Virginia)', MessageStructure: 'json' },
    });
    const { default: document, email } = JSON.parse(String(call?.input['Message'])) as Record<string, string>;
    expect(JSON.parse(document ?? '')).toMatchObject({
      AlarmName: 'app-Alarm',
      AlarmDescription: 'Look at it.',
      OldStateValue: 'OK',
      NewStateValue: 'ALARM',
      StateChangeTime: '2027-03-01T08:01:00.000+0000',
      Trigger: { MetricName: 'Failures', Statistic: 'SUM', Dimensions: [{ name: 'stage', value: 'dev' }], Period: 60 },
    });
    const lines = email?.split('\n') ?? [];
    expect(lines[0]).toMatch(
      /^You are receiving this email because your Amazon CloudWatch Alarm "app-Alarm" in the US East \(N\. Virginia\) region has entered the ALARM state, because "Threshold Crossed: .*" at "Monday 01 March, 2027 08:01:00 UTC"\.$/,
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        '- Description:                Look at it.',
        '- State Change:               OK -> ALARM',
        '- The alarm is in the ALARM state when the metric is GreaterThanOrEqualToThreshold 5.0 for at least 1 of the last 1 period(s) of 60 seconds.',
        '- Dimensions:                          [stage = dev]',
        `- ALARM: [${topic}]`,
      ]),
    );
  });

  test.each([
    ['has actions for the other state only', { AlarmActions: [] }],
    ['has its actions disabled', { ActionsEnabled: 'false' }],
  ])('is told to nobody where the alarm %s', async (_what, more) => {
    const bench = alarmBench();
    await bench.load(more);
    bench.measure(10, 7);
    await bench.to(60);
    expect(bench.published).toEqual([]);
    expect(bench.cloudWatch.alarms()[0]).toMatchObject({ state: 'ALARM', changes: [{ actions: [] }] });
  });

  const toAlarms = { Effect: 'Allow', Action: 'sns:Publish', Resource: topic };
  const onlyForbids = {
    ...toAlarms,
    Effect: 'Deny',
    Principal: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const allows = { ...toAlarms, Principal: { Service: 'cloudwatch.amazonaws.com' } };

  test.each([
    ['a policy that lets CloudWatch publish', [onlyForbids, allows], ['ALARM: "app-Alarm" in US East (N. Virginia)']],
    ['a policy that only forbids', [onlyForbids], []],
  ])('reaches the mailbox through the topic only by %s', async (_by, Statement, subjects) => {
    const scheduler = createScheduler({ start });
    const now = () => scheduler.now();
    const iam = createIam({ place, now, sendingIdentity: () => ({ identity: '' }) });
    const dispatcher = createDispatcher(undefined, [], iam);
    const cloudWatch = createCloudWatch({ scheduler, dispatcher, place });
    const sns = createSns({ scheduler, dispatcher, place });
    await load(sns.kinds)('AWS::SNS::Topic', 'Topic', { TopicName: 'alarms' });
    await load(sns.kinds)('AWS::SNS::Subscription', 'Ops', {
      TopicArn: topic,
      Protocol: 'email',
      Endpoint: 'ops@a.example',
    });
    await load(iam.kinds)('AWS::SNS::TopicPolicy', 'Policy', { Topics: [topic], PolicyDocument: { Statement } });
    await load(cloudWatch.kinds)('AWS::CloudWatch::Alarm', 'Alarm', properties);
    const at = new Date(start).toISOString();
    cloudWatch.put({ namespace: 'App', name: 'Failures', dimensions: { stage: 'dev' }, unit: 'None', value: 9, at });
    await scheduler.moveTo(start + minute);
    expect(sns.emails().map(({ subject }) => subject)).toEqual(subjects);
    const [told] = cloudWatch.alarms()[0]?.changes[0]?.actions ?? [];
    expect(told?.error ?? 'none').toMatch(
      subjects.length > 0
        ? /^none$/
        : /^Failed to execute action .*cloudwatch\.amazonaws\.com is not authorized to perform: sns:Publish/i,
    );
    expect(iam.denied()).toHaveLength(1 - subjects.length);
  });
});
