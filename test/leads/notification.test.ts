import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import {
  awaitsAssignee,
  notificationsFor,
  type Occasion,
  withheldFrom,
} from '../../functions/leads/notification/notification.ts';
import { dealerWith, leadWith, personWith, wednesdayText } from './sla.builders.ts';

const dealer = dealerWith({
  people: ['sam', 'zoe'].map((id) => personWith(id, 'salesperson')).concat(personWith('mia', 'sales-manager')),
});
const at = wednesdayText('10:15');
const lead = leadWith({
  customer: {
    firstName: 'Noor',
    lastName: '<b>Haddad</b>',
    emails: ['noor@mail.example'],
    phones: [{ raw: '212-555-0143', e164: '+12125550143' }],
    preferredContact: 'phone',
  },
  vehiclesOfInterest: [
    { year: 2027, make: 'Alder', model: 'Ridge', condition: 'new', interest: 'test-drive' },
    { stockNumber: 'A-17', interest: 'lease' },
  ],
  tradeIns: [{ year: 2015, make: 'Birch', model: 'Cove', interest: 'trade-in' }],
  message: 'Is the blue one still there?',
  assignments: [
    { personId: 'sam' as PersonId, at: wednesdayText('10:00'), reason: 'round-robin' },
    { personId: 'zoe' as PersonId, at, reason: 'unanswered' },
  ],
  escalations: [{ level: 3, run: 1, at, to: 'north-east' }],
});
const assigned = { kind: 'assigned' as const, personId: 'sam' };
const reassigned = { kind: 'reassigned' as const, from: 'sam', to: 'zoe', at };
const warned = {
  kind: 'warned' as const,
  percent: 80,
  at: wednesdayText('10:12'),
  dueAt: lead.sla.firstResponse.dueAt,
  personId: 'sam',
};
const later = wednesdayText('11:00');
const resubmitted = { kind: 'resubmitted' as const, tellAt: later };
const escalated = { kind: 'escalated' as const, level: 3 as const, at, to: 'north-east' };

function told(occasion: Occasion, given: { lead?: typeof lead; publicUrl?: string } = {}) {
  return notificationsFor(given.lead ?? lead, dealer, {
    occasion,
    publicUrl: given.publicUrl ?? 'https://leads.example',
  });
}

function addressesOf(occasion: Occasion, about = lead) {
  return told(occasion, { lead: about }).map(({ notificationId, to }) => [notificationId, to]);
}

describe('who is told', () => {
  it.each<[string, Occasion, readonly (readonly string[])[]]>([
    ['the new owner', assigned, [['assigned', 'sam@harbor.example']]],
    ['nobody but the new owner', reassigned, [['reassigned-1-new-owner', 'zoe@harbor.example']]],
    ['the owner of then', warned, [['warned-80', 'sam@harbor.example']]],
    ['nobody at half the time', { ...warned, percent: 50 }, []],
    ['the district', escalated, [['escalated-3', 'north-east@oem.example']]],
    ['whoever has the lead, of a resubmission', resubmitted, [[`resubmitted-${later}`, 'zoe@harbor.example']]],
    ['nobody who got the lead since', { kind: 'resubmitted', tellAt: at }, []],
    ['nobody who has left', { ...assigned, personId: 'bart' }, []],
    ['nobody where nobody is named', { kind: 'escalated', level: 2, at }, []],
  ])('is %s', (_who, occasion, addresses) => {
    expect(addressesOf(occasion)).toEqual(addresses);
  });

  it('is the owner of now where a warning knew of none', () => {
    const { personId: _, ...early } = warned;
    expect(addressesOf(early)).toEqual([['warned-80', 'zoe@harbor.example']]);
  });

  it.each<[string, Occasion]>([
    ['an escalation where the lead came to them', { ...escalated, level: 1, to: 'zoe' }],
    ['a lower level where a higher one did', { ...escalated, level: 2 }],
    ['a warning where they were escalated to', { ...warned, at, personId: 'north-east' }],
    ['a warning where the lead came to them', { ...warned, at, personId: 'zoe' }],
  ])('is one thing of one lead at an instant: not %s', (_what, occasion) => {
    expect(addressesOf(occasion)).toEqual([]);
  });

  it('is told again in another first response of the same lead', () => {
    const { policy, firstResponse } = lead.sla;
    const renewed = {
      ...lead,
      sla: { ...lead.sla, run: 2, firstResponse: { ...firstResponse, dueAt: wednesdayText('12:15') } },
      pastSlas: [{ run: 1, policy, firstResponse }],
      escalations: [
        { level: 3 as const, run: 1, at, to: 'north-east' },
        { level: 3 as const, run: 2, at: wednesdayText('14:15'), to: 'north-east' },
      ],
    };
    expect(addressesOf(warned, renewed)).toEqual([]);
    expect(addressesOf({ ...warned, dueAt: wednesdayText('12:15') }, renewed)).toEqual([
      ['warned-80-2', 'sam@harbor.example'],
    ]);
    expect(addressesOf({ ...escalated, at: wednesdayText('14:15') }, renewed)).toEqual([
      ['escalated-3-2', 'north-east@oem.example'],
    ]);
    expect(addressesOf(escalated, renewed)).toEqual([['escalated-3', 'north-east@oem.example']]);
  });

  it('keeps its number however much of the lead lies beside it, and is nobody’s where all of it does', () => {
    const later = { ...lead, earlier: { assignments: 40, escalations: 12 }, sla: { ...lead.sla, run: 9 } };
    expect(addressesOf(reassigned, later)[0]).toEqual(['reassigned-41-new-owner', 'zoe@harbor.example']);
    expect(addressesOf(warned, later)).toEqual([['warned-80-9', 'sam@harbor.example']]);
    for (const old of [
      { ...reassigned, at: '2025-01-07T15:15:00.000Z' },
      { ...escalated, level: 1 as const },
    ])
      expect(addressesOf(old, later)).toEqual([]);
    expect(addressesOf({ ...warned, dueAt: '2025-01-07T15:15:00.000Z' }, later)).toEqual([]);
  });
});

describe('who may not be mailed', () => {
  const { district } = dealer;
  const withheld = (given: Partial<typeof dealer>, occasion: Occasion) => {
    const changed = { ...dealer, ...given };
    const told = notificationsFor(lead, changed, { occasion }).map(({ to }) => to);
    return { told, withheld: withheldFrom(lead, changed, occasion) };
  };
  const moved = ['reassigned-1-new-owner'];

  it.each<[string, Partial<typeof dealer>, Occasion, object]>([
    ['nobody with the OEM’s domains', {}, assigned, { told: ['sam@harbor.example'], withheld: [] }],
    ['whoever is outside of them', { mailDomains: ['other.example'] }, assigned, { told: [], withheld: ['assigned'] }],
    [
      'each by their own address',
      { people: [...dealer.people.slice(0, 1), personWith('zoe', 'salesperson', { email: 'zoe@evil.example' })] },
      reassigned,
      { told: [], withheld: ['reassigned-1-new-owner'] },
    ],
    ['everybody without domains', { mailDomains: [] }, reassigned, { told: [], withheld: moved }],
    ['the district without domains', { mailDomains: [] }, escalated, { told: [], withheld: ['escalated-3'] }],
    [
      'not the district with any',
      { mailDomains: ['other.example'] },
      escalated,
      { told: [district?.email], withheld: [] },
    ],
    ['not who has left', { mailDomains: [] }, { ...assigned, personId: 'bart' }, { told: [], withheld: [] }],
  ])('is %s', (_who, given, occasion, expected) => {
    expect(withheld(given, occasion)).toEqual(expected);
  });

  it('is everybody of a dealer that was stored before there were domains', () => {
    const { mailDomains: _, ...stored } = dealer;
    expect(notificationsFor(lead, stored, { occasion: reassigned })).toEqual([]);
    expect(withheldFrom(lead, stored, reassigned)).toEqual(moved);
  });
});

describe('a warning that knew of no assignee', () => {
  const { personId: _, ...early } = warned;
  const free = { ...lead, assignments: [] };
  const answered = { ...lead.sla, firstResponse: { ...lead.sla.firstResponse, stoppedAt: at } };
  const past = { ...lead.sla, steps: lead.sla.steps.map((step) => ({ ...step, doneAt: at })) };
  it.each<[string, Occasion, Partial<typeof lead>, boolean, number]>([
    ['waits while nobody has the lead', early, {}, true, 0],
    ['goes to whoever has it since', early, { assignments: lead.assignments }, false, 1],
    ['is over once somebody answered', early, { sla: answered }, false, 0],
    [
      'is over once somebody answered and then got it',
      early,
      { sla: answered, assignments: lead.assignments },
      false,
      0,
    ],
    ['is over at the end of the ladder', early, { sla: past }, false, 0],
    ['is over with the lead', early, { status: 'lost' }, false, 0],
    ['is over with its own first response', { ...early, dueAt: wednesdayText('09:00') }, {}, false, 0],
    ['does not wait where it knew of one', warned, {}, false, 1],
    ['is the only one that waits', { kind: 'escalated', level: 2, at }, {}, false, 0],
  ])('%s', (_what, occasion, change, waits, mails) => {
    const about = { ...free, ...change };
    expect([awaitsAssignee(about, occasion), told(occasion, { lead: about }).length]).toEqual([waits, mails]);
  });
});

describe('what is told', () => {
  it('to the new owner is who asked for what, both due times and one link', () => {
    const [notification] = told(assigned);
    expect(notification?.mail).toEqual({
      subject: 'A new lead for you, due at 2026-01-07 10:15',
      text: expect.stringContaining('Name of sam,'),
      html: expect.stringContaining('Noor &lt;b&gt;Haddad&lt;/b&gt;'),
    });
    for (const said of [
      'Customer: Noor <b>Haddad</b>\nPrefers: phone',
      'Asks about: 2027 Alder Ridge (new, test-drive)\nAsks about: A-17 (lease)\nOffers: 2015 Birch Cove',
      'Due: 2026-01-07 10:15 (round the clock: 2026-01-07 10:15)',
      'They wrote:\nIs the blue one still there?',
    ])
      expect(notification?.mail.text).toContain(said);
    expect(notification?.mail.text.match(/https?:\S+/g)).toEqual(['https://leads.example/leads/lead-1']);
    expect(notification?.mail.text).not.toMatch(/noor@mail|0143/);
  });

  it('to a later owner is the same, and whose it was', () => {
    const [notification] = told(reassigned);
    expect(notification?.mail.text).toContain(
      "this lead was Name of sam's and was not answered in time; now it is yours.",
    );
    expect(notification?.mail.text).toContain('Customer: Noor');
  });

  it('to whoever it stays with says so, and at an escalation into whose hands it went', () => {
    const stays = { ...lead, assignments: lead.assignments.map((each) => ({ ...each, reason: 'ladder-over' })) };
    expect(told(reassigned, { lead: stays })[0]?.mail.text).toContain('now it is yours and stays with you.');
    expect(told(escalated)[0]?.mail.text).toContain('It went from Name of sam to Name of zoe.');
  });

  it('to anybody else leaves out who the customer is and what they wrote', () => {
    const others = [...told(warned), ...told(escalated)];
    expect(others).toHaveLength(2);
    for (const { mail } of others) {
      expect(mail.text).toContain('Vehicle: 2027 Alder Ridge');
      expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/Noor|Haddad|blue|0143|mail\.example/);
    }
  });

  it('never writes what the customer said into a subject, and cuts what is endless', () => {
    const [notification] = told(assigned, { lead: { ...lead, message: 'x'.repeat(50_000) } });
    expect(notification?.mail.subject).not.toContain('x');
    expect(notification?.mail.text.length).toBeLessThan(2_000);
    expect(notification?.mail.text).toContain('x…');
    const [odd] = told(assigned, { lead: { ...lead, message: `${'x'.repeat(999)}🚗 and more` } });
    expect(odd?.mail.text).toContain('x…');
    expect(odd?.mail.text.isWellFormed()).toBe(true);
  });

  it('says so where no name was given, and has no link where there is none', () => {
    const { firstName: _, lastName: __, ...customer } = lead.customer;
    const [notification] = notificationsFor({ ...lead, customer }, dealer, { occasion: assigned });
    expect(notification?.mail.text).toContain('Customer: no name given');
    expect(notification?.mail.text).not.toContain('http');
  });
});
