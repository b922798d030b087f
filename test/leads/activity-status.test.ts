import { describe, expect, it } from 'vitest';
import type { Activity } from '../../functions/leads/activity/activity.ts';
import { recordActivity } from '../../functions/leads/activity/activity-recording.ts';
import type { LeadStatus } from '../../functions/leads/lead/lead-status.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { callAt, leadWith, termsAt, wednesdayText } from './sla.builders.ts';

interface Move {
  readonly from: LeadStatus;
  readonly by: Partial<Activity>;
  readonly to: LeadStatus;
  readonly closes?: 'sold' | 'lost';
}

const moves: readonly Move[] = [
  { from: 'new', by: { kind: 'call' }, to: 'contacted' },
  { from: 'new', by: { kind: 'note' }, to: 'new' },
  { from: 'new', by: { kind: 'auto-response' }, to: 'new' },
  { from: 'new', by: { kind: 'note', status: 'contacted' }, to: 'contacted' },
  { from: 'new', by: { kind: 'appointment' }, to: 'appointment' },
  { from: 'contacted', by: { kind: 'test-drive' }, to: 'test-drive' },
  { from: 'appointment', by: { kind: 'order' }, to: 'ordered' },
  { from: 'appointment', by: { kind: 'call' }, to: 'appointment' },
  { from: 'ordered', by: { kind: 'appointment' }, to: 'ordered' },
  { from: 'ordered', by: { kind: 'note', status: 'contacted' }, to: 'contacted' },
  { from: 'new', by: { kind: 'sold' }, to: 'sold', closes: 'sold' },
  { from: 'ordered', by: { kind: 'lost' }, to: 'lost', closes: 'lost' },
  { from: 'contacted', by: { kind: 'note', status: 'lost' }, to: 'lost', closes: 'lost' },
  { from: 'contacted', by: { kind: 'sold', status: 'ordered' }, to: 'ordered' },
  { from: 'sold', by: { kind: 'lost' }, to: 'sold' },
  { from: 'lost', by: { kind: 'sold', status: 'sold' }, to: 'lost' },
  { from: 'lost', by: { kind: 'call' }, to: 'lost' },
];

describe('a lead’s status', () => {
  it.each(moves)('$from, by $by: $to', ({ from, by, to, closes }) => {
    const outcome = recordActivity(leadWith({ status: from }), callAt('10:05', by), termsAt('10:05'));
    expect(outcome.state.status).toBe(to);
    const closed = outcome.facts.filter(({ type }) => type === 'lead.closed.v1');
    const data = {
      leadId: 'lead-1',
      dealerId: 'dealer-1',
      activityId: codeOf('call-10:05'),
      at: wednesdayText('10:05'),
    };
    expect(closed).toEqual(closes ? [{ type: 'lead.closed.v1', data: { ...data, outcome: closes } }] : []);
  });

  it('of a closed lead leaves its clock running until somebody answers', () => {
    const closed = recordActivity(leadWith(), callAt('10:05', { kind: 'sold' }), termsAt('10:05'));
    expect(closed.state.sla).toEqual(leadWith().sla);
    const answered = recordActivity(closed.state, callAt('10:06'), termsAt('10:06'));
    expect(answered.state.sla.firstResponse.stoppedAt).toBe(wednesdayText('10:06'));
    expect(answered.state.status).toBe('sold');
  });
});
