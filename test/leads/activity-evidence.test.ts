import { describe, expect, it } from 'vitest';
import { type Activity, activityKinds } from '../../functions/leads/activity/activity.ts';
import { isEvidence } from '../../functions/leads/activity/activity-evidence.ts';
import { recordActivity } from '../../functions/leads/activity/activity-recording.ts';
import { callAt, leadWith, termsAt } from './sla.builders.ts';

type Shown = Pick<Activity, 'kind' | 'evidence'>;

const stops: readonly Shown[] = [
  { kind: 'call', evidence: { connected: true } },
  { kind: 'call', evidence: { connected: true, callSeconds: 4 } },
  { kind: 'call', evidence: { inbound: true } },
  { kind: 'call', evidence: { inbound: true, connected: true } },
  { kind: 'email', evidence: { delivered: true, messageId: 'm1' } },
  { kind: 'email', evidence: { inbound: true } },
  { kind: 'sms', evidence: { delivered: true } },
  { kind: 'sms', evidence: { inbound: true } },
  { kind: 'visit' },
];

const doesNot: readonly Shown[] = [
  { kind: 'call' },
  { kind: 'call', evidence: { connected: false } },
  { kind: 'call', evidence: { callSeconds: 120 } },
  { kind: 'call', evidence: { delivered: true } },
  { kind: 'call', evidence: { inbound: true, connected: false } },
  { kind: 'email' },
  { kind: 'email', evidence: { messageId: 'm1' } },
  { kind: 'email', evidence: { delivered: false, connected: true } },
  { kind: 'sms', evidence: { delivered: false } },
];
const everything = { connected: true, delivered: true, inbound: true, callSeconds: 60, messageId: 'm1' };
const neverKinds = activityKinds.filter((kind) => !['call', 'email', 'sms', 'visit'].includes(kind));

describe('what stops the clock', () => {
  it.each(stops)('$kind $evidence does', (shown) => {
    expect(isEvidence(shown)).toBe(true);
  });

  it.each(doesNot)('$kind $evidence does not', (shown) => {
    expect(isEvidence(shown)).toBe(false);
  });

  it.each(neverKinds)('%s never does, whatever it claims and whatever status it states', (kind) => {
    const activity = callAt('10:05', { kind, evidence: everything, status: 'contacted' });
    const outcome = recordActivity(leadWith(), activity, termsAt('10:05'));
    expect(outcome.state.sla).toEqual(leadWith().sla);
    expect(outcome.facts.map(({ type }) => type)).not.toContain('lead.contacted.v1');
  });
});
