import { expect, test } from 'vitest';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import type { Ending, ToldLead } from './ending.ts';
import type { ScriptedLead } from './script.ts';
import { judge } from './verdict.ts';

const dueAt = '2026-11-23T15:15:00.000Z';
const leadId = 'L1';

const script: ScriptedLead = {
  ...{ id: 's1-0', dealer: 'dealer-1', postedAt: '2026-11-23T15:00:00.000Z' },
  ...{ fate: 'unanswered', answeredAt: 0.5, copies: 1 },
};
const told = (fate: ScriptedLead['fate'], more: Partial<ToldLead> = {}): ToldLead => ({
  script: { ...script, fate },
  // Of an answer the verdict reads these members.
  accepted: { leadId, sla: { firstResponse: { dueAt } } } as ToldLead['accepted'],
  acceptedAt: script.postedAt,
  evidence: [],
  copies: [],
  ...more,
});
const event = (type: string, id = `${leadId}.${type}`) => ({
  ...{ specversion: '1.0', source: '/x', type, id, time: dueAt, subject: leadId, correlationid: leadId },
  data: { leadId, dueAt },
});
const received = event('lead.received.v1');
const breached = event('lead.sla-breached.v1');
const mail = (at = dueAt) => ({
  ...{ channel: 'email', to: ['a@dealer-1.example'], text: '', at },
  tags: { leadId, notice: 'warned-80' },
});
const climbed = [1, 2, 3].map((level) => ({ level, at: dueAt, to: 'x' }));
const lead = (more: object = {}) =>
  ({ ownerId: 'O1', assignments: [{}], escalations: climbed, ...more }) as unknown as LeadView;
const timer = (more: object = {}) => ({
  ...{ name: leadId, machine: 'lead-sla', status: 'SUCCEEDED', startedAt: dueAt, input: {}, transitions: 9, ...more },
});

function ending(more: Partial<Ending> = {}): Ending {
  const events = (more.events ?? [received, breached]) as Ending['events'];
  const items = [
    { PK: 'OWNER#O1', SK: 'OWNER' },
    { PK: `LEAD#${leadId}`, SK: 'LEAD' },
    ...events.map((each) => ({ PK: `LEAD#${leadId}`, SK: `FACT#${each.id}`, envelope: each })),
  ];
  return {
    told: [told('unanswered')],
    leads: new Map([[leadId, lead()]]),
    messages: [mail()],
    executions: [timer()],
    ...{ deadLetters: [], items, faults: [], refusals: [], ...more, events },
  };
}

const inTime = { evidence: [{ at: '2026-11-23T15:10:00.000Z', toldAt: '2026-11-23T15:10:00.000Z' }] };
const toldLate = { evidence: [{ at: '2026-11-23T15:10:00.000Z', toldAt: '2026-11-23T15:30:00.000Z' }] };
const quiet = new Map([[leadId, lead({ escalations: [] })]]);

test.each<[string, Partial<Ending>]>([
  ['a lead nobody answered, breached once and climbed', {}],
  ['one answered in time', { told: [told('answered-in-time', inTime)], events: [received], leads: quiet } as never],
  ['one answered in time and told late', { told: [told('answered-in-time', toldLate)] }],
  [
    'the same whose breach was not recorded before',
    { told: [told('answered-in-time', toldLate)], events: [received], leads: quiet } as never,
  ],
  [
    'a timer that was lost and started again',
    { executions: [timer({ status: 'FAILED' }), timer({ name: 'L1-1-swept-1' })] },
  ],
  [
    'a mail sent twice beside a death',
    {
      messages: [mail(), mail()],
      faults: [{ at: dueAt, fault: 'crashAfter', by: 'lanekeeper-dev-notify-lead', what: 'ses:SendEmail' }],
    },
  ],
])('%s is right', (_what, change) => {
  expect(judge(ending(change)).violations).toEqual([]);
});

test('hours are not late where something was out for so long', () => {
  const late = ending({ events: [received, { ...breached, time: '2026-11-23T20:15:00.000Z' }] as never });
  expect(judge(late, { mostMinutesLate: 360 }).violations).toEqual([]);
});

test.each<[string, Partial<Ending>, string]>([
  [
    'a breach hours late',
    { events: [received, { ...breached, time: '2026-11-23T20:15:00.000Z' }] as never },
    '300 minutes late',
  ],
  ['a lead that is gone', { leads: new Map() }, 'is not there'],
  ['an owner that is gone', { items: [] }, 'no owner'],
  ['nobody given it', { leads: new Map([[leadId, lead({ assignments: [] })]]) }, 'nobody was given it'],
  ['a copy as another lead', { told: [told('unanswered', { copies: ['L2'] })] }, 'became another lead'],
  ['no timer', { executions: [] }, 'never started'],
  ['a timer that hangs', { executions: [timer({ status: 'RUNNING' })] }, 'still runs'],
  ['a timer that died', { executions: [timer({ status: 'FAILED' })] }, 'never came to its end'],
  ['no breach', { events: [received] as never }, '0 breaches'],
  ['two breaches', { events: [received, breached, event('lead.sla-breached.v1', 'again')] as never }, '2 breaches'],
  [
    'a breach of an answered one',
    { told: [told('answered-in-time', inTime)], leads: quiet },
    'although it was answered',
  ],
  ['a level twice', { leads: new Map([[leadId, lead({ escalations: [...climbed, climbed[2]] })]]) }, 'to the levels'],
  ['a level left out', { leads: new Map([[leadId, lead({ escalations: climbed.slice(1) })]]) }, 'climbed to 2,3'],
  [
    'a lead that is due for ever',
    { items: ending().items.map((item) => (item.SK === 'LEAD' ? { ...item, dueShard: '7', dueAt } : item)) },
    `is still due, since ${dueAt}`,
  ],
  [
    'two breaches of a lost one',
    { told: [told('lost')], events: [received, breached, { ...breached, id: '2' }] } as never,
    '2 breaches',
  ],
  ['a mail twice', { messages: [mail(), mail()] }, 'went out twice'],
  ['a dead letter left', { deadLetters: [{ queue: 'q', body: {}, attributes: {}, sentAt: dueAt }] }, 'lies in q'],
  ['an answer of 500', { refusals: ['500'] }, '500'],
  [
    'a fact not published',
    { items: [...ending().items, { PK: 'x', SK: 'FACT#9', envelope: event('lead.closed.v1', 'lost') }] },
    'never published',
  ],
  ['an event never saved', { items: ending().items.slice(0, 3) }, 'never saved'],
  [
    'an event of a lead that is not there',
    { items: ending().items.filter(({ SK }) => SK !== 'LEAD'), events: [received, breached] as never },
    'names a lead that is not there',
  ],
])('%s is found', (_what, change, violation) => {
  expect(judge(ending(change)).violations.join('\n')).toContain(violation);
});
