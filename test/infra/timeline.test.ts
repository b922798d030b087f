import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Envelope } from '../../functions/events/event.ts';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { timelineOf } from '../../infra/commands/timeline.ts';

const fixture = path.resolve(import.meta.dirname, '../fixtures/events/lead.contacted.v1.json');
const contacted = JSON.parse(readFileSync(fixture, 'utf8')) as Envelope<object>;

/** The event that an activity ended the clock, or corrected it, as the bus carries it. */
const endedBy = (id: string, stoppedAt: string) => ({
  detail: { ...contacted, data: { ...contacted.data, activityId: codeOf(id), stoppedAt, late: true } },
});

const leadWith = (firstResponse: object) =>
  ({
    ...{ leadId: 'a', assignments: [{ personId: 'sam' }], escalations: [], customer: { firstName: 'Noor' } },
    ...{ vehiclesOfInterest: [{ year: 2027, make: 'Alder' }], score: { value: 65 }, sla: { firstResponse } },
  }) as unknown as LeadView;

test('the story says who asks for what, the score and who has the lead, and paints what happened', () => {
  const at = '2026-11-24T14:15:00.000Z';
  const breached = { ...contacted, type: 'lead.sla-breached.v1', time: at };
  const story = timelineOf({
    ...{ events: [{ detail: breached }], messages: [], activityIds: [], timeZone: 'America/New_York' },
    lead: leadWith({ dueAt: at, dueAt24x7: at, breachedAt: at }),
    paint: (tone, text) => `<${tone}>${text}</${tone}>`,
  });
  expect(story).toContain('<title>Lead a, America/New_York time</title>');
  expect(story).toMatch(/Customer +Noor, asks about 2027 Alder\nScore +65 of 100\nNow with +sam\n/);
  expect(story).toContain('<bad>breached   nobody answered in time</bad>');
  expect(story).toContain('<bad>breached 09:15:00</bad>');
});

test('an activity is called by its id, also one that another has corrected since', () => {
  const firstResponse = {
    dueAt: '2026-11-24T14:15:00.000Z',
    dueAt24x7: '2026-11-24T14:15:00.000Z',
    evidence: { activityId: 'mail-1', kind: 'email' },
  };
  const story = timelineOf({
    events: [endedBy('call-1', '2026-11-24T15:00:00.000Z'), endedBy('mail-1', '2026-11-24T14:10:00.000Z')],
    messages: [],
    lead: leadWith(firstResponse),
    activityIds: ['call-1', 'mail-1'],
    timeZone: 'America/New_York',
  });
  expect(story).toContain('answered   late, by call-1 at 10:00:00');
  expect(story).toContain('corrected  mail-1, told only now, was an answer in time, at 09:10:00');
});
