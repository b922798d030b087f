import { describe, expect, it } from 'vitest';
import {
  awaitsAssignee,
  notificationsFor,
  type Occasion,
  passingLinesFor,
} from '../../functions/leads/notification/notification.ts';
import {
  assigned,
  at,
  dealer,
  escalated,
  later,
  lead,
  reassigned,
  resubmitted,
  warned,
} from './notification.builders.ts';
import { wednesdayText } from './sla.builders.ts';

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
    [
      'whoever has the lead, of a resubmission',
      resubmitted,
      [[`resubmitted-${Date.parse(later)}`, 'zoe@harbor.example']],
    ],
    ['nobody who got the lead since', { kind: 'resubmitted', tellAt: wednesdayText('10:10') }, []],
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
      'Times of: ',
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

  it('to whoever is escalated to and gets it at that instant is both, in one mail', () => {
    const both = { ...lead, escalations: [{ level: 1 as const, run: 1, at, to: 'zoe' }] };
    expect(told(reassigned, { lead: both })).toEqual([]);
    const [notification] = told({ ...escalated, level: 1, to: 'zoe' }, { lead: both });
    expect(notification?.notificationId).toBe('escalated-1');
    expect(notification?.mail.text).toContain("It was Name of sam's; now it is yours.");
    expect(notification?.mail.text).toContain('Customer: Noor');
  });

  it('to whom nobody had it before and who is escalated to at that instant, is one mail', () => {
    const alone = {
      ...lead,
      assignments: lead.assignments.slice(1),
      escalations: [{ level: 1 as const, run: 1, at, to: 'zoe' }],
    };
    expect(told({ ...assigned, personId: 'zoe' }, { lead: alone })).toEqual([]);
    expect(told({ ...escalated, level: 1, to: 'zoe' }, { lead: alone })[0]?.mail.text).toContain('It is yours.');
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

  it('keeps a name in one line, and says in a digest who asks for what, with the lead’s id where there is no link', () => {
    const customer = { ...lead.customer, firstName: 'Noor\nDue: tomorrow' };
    const [notification] = notificationsFor({ ...lead, customer }, dealer, { occasion: assigned });
    expect(notification?.mail.text).toContain('Customer: Noor Due: tomorrow <b>Haddad</b>\n');
    expect(notification?.gathers?.line).toMatch(
      /^A new lead for you, .*: Noor Due: .*, 2027 Alder Ridge, lead lead-1$/,
    );
    expect(told(escalated)[0]?.gathers).toEqual({
      line: expect.stringMatching(/^Unanswered since .*: 2027 Alder Ridge$/),
      link: 'https://leads.example/leads/lead-1',
    });
  });

  it('says so where no name was given, and has no link where there is none', () => {
    const { firstName: _, lastName: __, ...customer } = lead.customer;
    const [notification] = notificationsFor({ ...lead, customer }, dealer, { occasion: assigned });
    expect(notification?.mail.text).toContain('Customer: no name given');
    expect(notification?.mail.text).not.toContain('http');
  });
});

it('of a follow-up that was missed is when it was due, not the first response', () => {
  const about = { taskId: 't', channel: 'call', dueAt: wednesdayText('12:00'), to: 'zoe' };
  const missed: Occasion = { kind: 'follow-up-missed', ...about };
  const text = told(missed)[0]?.mail.text;
  expect(text).toContain('Follow-up due: 2026-01-07 12:00');
  expect(text).not.toContain('round the clock');
});

describe('what somebody reads in passing', () => {
  const passing = (occasion: Occasion, about = lead, dials = {}) =>
    passingLinesFor(about, { ...dealer, dials }, { occasion, publicUrl: 'https://leads.example' });

  it('is that the lead they had is somebody else’s, without who its customer is', () => {
    const [line, ...more] = passing(reassigned);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ notificationId: 'reassigned-1-old-owner', to: 'sam@harbor.example' });
    expect(line?.line.line).toMatch(/^No longer yours, now Name of zoe's: a lead of /);
    expect(JSON.stringify(line)).not.toMatch(/Noor|noor/);
  });

  const back = { ...lead, assignments: [...lead.assignments, { ...lead.assignments[0], at: later }] as never };
  it.each<[string, Occasion, typeof lead, object]>([
    ['on anything but a change of hands', escalated, lead, {}],
    ['who has it again', reassigned, back, {}],
    ['who takes no digests', reassigned, lead, { 'mail.digest': 0 }],
    ['who is not the dealer’s any more', { ...reassigned, from: 'bart' } as Occasion, lead, {}],
    ['of a change that the lead shows no longer', { ...reassigned, at: later } as Occasion, lead, {}],
  ])('is nothing to somebody %s', (_who, occasion, about, dials) => {
    expect(passing(occasion, about, dials)).toEqual([]);
  });
});
