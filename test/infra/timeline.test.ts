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

test('an activity is called by its id, also one that another has corrected since', () => {
  const firstResponse = {
    dueAt: '2026-11-24T14:15:00.000Z',
    dueAt24x7: '2026-11-24T14:15:00.000Z',
    evidence: { activityId: 'mail-1', kind: 'email' },
  };
  const story = timelineOf({
    events: [endedBy('call-1', '2026-11-24T15:00:00.000Z'), endedBy('mail-1', '2026-11-24T14:10:00.000Z')],
    messages: [],
    lead: { leadId: 'a', assignments: [], escalations: [], sla: { firstResponse } } as unknown as LeadView,
    activityIds: ['call-1', 'mail-1'],
    timeZone: 'America/New_York',
  });
  expect(story).toContain('answered   late, by call-1 at 10:00:00');
  expect(story).toContain('corrected  mail-1, told only now, was an answer in time, at 09:10:00');
});
