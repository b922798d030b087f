import { expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import type { SentMessage } from '../support/control.ts';
import type { ToldLead } from './ending.ts';
import type { OutageEnding } from './outage.ts';
import { judgeOutage } from './outage-verdict.ts';
import type { Fate } from './script.ts';

const leadId = 'L1';
/** An instant of a Monday, in UTC. */
const at = (time: string) => `2026-11-23T${time}:00.000Z`;
const [healedAt, dueAt] = [at('15:20'), at('15:15')];

const told = (fate: Fate): ToldLead => ({
  script: { id: 'one', dealer: 'dealer-1', postedAt: at('15:00'), fate, answeredAt: 0.3, copies: 1 },
  // Of an answer the verdicts read these members.
  accepted: { leadId, sla: { firstResponse: { dueAt } } } as ToldLead['accepted'],
  acceptedAt: at('15:00'),
  evidence: fate === 'unanswered' ? [] : [{ at: at('15:10'), toldAt: at('15:10') }],
  copies: [],
});
const event = (type: string, id: string, data: object = {}): Envelope => ({
  ...{ specversion: '1.0', source: '/x', type, id, time: dueAt, subject: leadId, correlationid: leadId },
  data: { leadId, dueAt, ...data },
});
const mail = (notice: string, sentAt = healedAt): SentMessage => ({
  ...{ channel: 'email', to: ['a@dealer-1.example'], text: '', at: sentAt, tags: { leadId, notice } },
});

const steps = [
  ...[50, 80].map((percent) => ({ kind: 'warn', percent, dueAt: at('15:12') })),
  { kind: 'breach', dueAt },
  ...[1, 2, 3].map((level) => ({ kind: 'escalate', level, dueAt: at(level === 1 ? '15:15' : '16:00') })),
];
const tasks = ['1-1', '1-2', '1-3'].map((taskId) => ({ taskId, dueAt, missAt: dueAt }));
const warnings = [
  event('lead.sla-warned.v1', 'warned-50', { percent: 50, personId: 'ana', at: at('15:08') }),
  event('lead.sla-warned.v1', 'warned-80', { percent: 80, personId: 'ana', at: at('15:12') }),
];
const escalated = ['manager', 'general-manager', 'district'].map((to, position) =>
  event('lead.escalated.v1', `escalated-${position + 1}`, { level: position + 1, to, at: at(`15:2${position}`) }),
);
const handed = event('lead.reassigned.v1', 'handed', { to: 'bo', at: dueAt });
const ladder = [
  ...[event('lead.received.v1', 'received'), ...warnings, event('lead.sla-breached.v1', 'breached')],
  ...[...escalated, handed],
];
const followed = [
  event('lead.received.v1', 'received'),
  ...tasks.map(({ taskId }) => event('lead.follow-up-due.v1', taskId, { taskId, at: at('15:25') })),
];
const ladderNotices = [
  ...['assigned', 'warned-80', 'escalated-1', 'escalated-2', 'escalated-3'],
  'reassigned-1-new-owner',
];
const ladderMails = ladderNotices.map((notice) => mail(notice));
const followedMails = ['assigned', ...tasks.map(({ taskId }) => `follow-up-missed-${taskId}`)].map((notice) =>
  mail(notice),
);

/** An outage at whose end nothing is missing, but for what is changed. */
function ending(fate: Fate, more: Partial<OutageEnding> = {}): OutageEnding {
  const isUnanswered = fate === 'unanswered';
  const events = more.events ?? (isUnanswered ? ladder : followed);
  const escalations = isUnanswered ? [1, 2, 3].map((level) => ({ level })) : [];
  return {
    told: [told(fate)],
    leads: new Map([[leadId, { ownerId: 'O1', assignments: [{}], escalations } as never]]),
    messages: isUnanswered ? ladderMails : followedMails,
    executions: [
      { name: leadId, machine: 'lead-sla', status: 'SUCCEEDED', startedAt: dueAt, input: {}, transitions: 9 },
    ],
    items: [
      { PK: 'OWNER#O1', SK: 'OWNER' },
      { PK: `LEAD#${leadId}`, SK: 'LEAD', sla: { steps }, followUps: { tasks } },
      ...events.map((each) => ({ PK: `LEAD#${leadId}`, SK: `FACT#${each.id}`, envelope: each })),
    ],
    ...{ deadLetters: [], faults: [], refusals: [], healedAt, letters: 0, ...more, events },
  };
}

test.each<[Fate, number]>([
  ['unanswered', 0],
  ['answered-in-time', 5],
])('a lead that is %s and has all its steps is right', (fate, minutesLate) => {
  expect(judgeOutage(ending(fate), 15)).toEqual({ leads: 1, leadsWithoutSteps: 0, violations: [], minutesLate });
});

test('what was due before the healing is late by when it came; what was due after it is not', () => {
  const messages = ladderMails.map(({ tags }) => mail(tags['notice'] ?? '', at('15:23')));
  expect(judgeOutage(ending('unanswered', { messages }), 15)).toMatchObject({ violations: [], minutesLate: 3 });
  const later = [
    ...ladderMails.filter(({ tags }) => tags['notice'] !== 'escalated-3'),
    mail('escalated-3', at('16:00')),
  ];
  expect(judgeOutage(ending('unanswered', { messages: later }), 15)).toMatchObject({ violations: [], minutesLate: 0 });
});

const changed = (id: string, data: object) =>
  ladder.map((each) => (each.id === id ? event(each.type, id, data) : each));

test.each<[string, string, readonly Envelope[]]>([
  ['a warning that had nobody to go to', 'warned-80', changed('warned-80', { percent: 80, at: at('15:12') })],
  [
    'that the lead is theirs to whoever was told of a level at that instant',
    'reassigned-1-new-owner',
    changed('escalated-1', { level: 1, to: 'bo', at: dueAt }),
  ],
  [
    'a warning of whoever was told of a level at that instant',
    'warned-80',
    changed('warned-80', { percent: 80, personId: 'manager', at: at('15:20') }),
  ],
])('%s may be missing as a mail', (_what, notice, events) => {
  const messages = ladderMails.filter(({ tags }) => tags['notice'] !== notice);
  expect(judgeOutage(ending('unanswered', { events, messages }), 15).violations).toEqual([]);
});

test('a mail in a digest is one that went out', () => {
  const right = ending('unanswered');
  const digest = { ...mail('digest-7', at('15:25')), tags: { notice: 'digest-7' } };
  const SK = `GATHERED#digest-7#${codeOf(`LEAD#${leadId}#escalated-1`)}`;
  const items = [...right.items, { PK: `MAILBOX#${codeOf('a@dealer-1.example')}`, SK }];
  const alone = right.messages.filter(({ tags }) => tags['notice'] !== 'escalated-1');
  expect(judgeOutage({ ...right, items, messages: [...alone, digest] }, 15)).toMatchObject({
    ...{ leadsWithoutSteps: 0, violations: [], minutesLate: 5 },
  });
  expect(judgeOutage({ ...right, items, messages: alone }, 15)).toMatchObject({ leadsWithoutSteps: 1 });
});

test.each(['warned-50', 'warned-80'])('a step %s that was never taken is found', (step) => {
  const events = ladder.filter(({ id }) => id !== step);
  expect(judgeOutage(ending('unanswered', { events }), 15)).toMatchObject({
    leadsWithoutSteps: 1,
    violations: [`one: event ${step} 0 times`],
  });
});

test.each(ladderMails.map(({ tags }) => tags['notice'] ?? ''))('a mail %s that is missing is found', (notice) => {
  const messages = ladderMails.filter(({ tags }) => tags['notice'] !== notice);
  expect(judgeOutage(ending('unanswered', { messages }), 15)).toMatchObject({
    leadsWithoutSteps: 1,
    violations: [`one: mail ${notice} 0 times`],
  });
});

test('a mail that went out twice is found, whatever died', () => {
  const died = { at: dueAt, fault: 'crashBefore', by: 'notify-lead', what: 'dynamodb:GetItem' } as const;
  const twice = ending('unanswered', { messages: [...ladderMails, mail('warned-80')], faults: [died] });
  expect(judgeOutage(twice, 15)).toMatchObject({ leadsWithoutSteps: 0, violations: ['one: mail warned-80 2 times'] });
});

test('a follow-up that was never said to be due is found', () => {
  const events = followed.filter(({ id }) => id !== '1-2');
  expect(judgeOutage(ending('answered-in-time', { events }), 15)).toMatchObject({
    leadsWithoutSteps: 1,
    violations: ['one: event lead.follow-up-due.v1 of 1-2 0 times'],
  });
});
