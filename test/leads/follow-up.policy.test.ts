import { describe, expect, it } from 'vitest';
import { dialBounds } from '../../functions/dealers/dials/dial-bounds.policy.ts';
import { followUpPolicySchema, oemDefaultFollowUp } from '../../functions/leads/follow-up/follow-up.policy.ts';
import { followUpPlaySchema, leadFollowUpPlay } from '../../functions/leads/follow-up/follow-up-play.policy.ts';

describe('the follow-up policy', () => {
  it('is the default cadence', () => {
    const { secondAttempt, dayTwo, missed } = oemDefaultFollowUp;
    expect({ secondAttempt, dayTwo, missed }).toEqual({
      secondAttempt: { afterMinutes: 120 },
      dayTwo: { touches: 2 },
      missed: { afterMinutes: 60, role: 'sales-manager' },
    });
  });

  it('has bounds for the very dials that stores are held to', () => {
    expect(dialBounds).toEqual(oemDefaultFollowUp.dialBounds);
  });

  it.each([
    ['no channel', { channels: [] }],
    ['a channel twice', { channels: ['call', 'call'] }],
    ['a channel nobody knows', { channels: ['fax'] }],
    ['calling hours the wrong way round', { callingHours: { from: '21:00', to: '08:00' } }],
    ['a default outside of its bounds', { secondAttempt: { afterMinutes: 60 } }],
    ['no touch on the second day', { dayTwo: { touches: 0 } }],
    [
      'bounds the wrong way round',
      { dialBounds: { ...oemDefaultFollowUp.dialBounds, 'followUp.day2Touches': { min: 3, max: 1 } } },
    ],
    ['a misspelt field', { chanels: [] }],
  ])('refuses %s', (_name, change) => {
    expect(followUpPolicySchema.safeParse({ ...oemDefaultFollowUp, ...change }).success).toBe(false);
  });
});

describe('the talk tracks', () => {
  it.each([
    ['a missing one', leadFollowUpPlay.talkTracks.slice(1)],
    ['one twice', [...leadFollowUpPlay.talkTracks, ...leadFollowUpPlay.talkTracks.slice(0, 1)]],
    ['an empty one', leadFollowUpPlay.talkTracks.map((track) => ({ ...track, text: ' ' }))],
    ['a long one', leadFollowUpPlay.talkTracks.map((track) => ({ ...track, text: 'x'.repeat(301) }))],
  ])('are not taken with %s', (_name, talkTracks) => {
    expect(followUpPlaySchema.safeParse({ ...leadFollowUpPlay, talkTracks }).success).toBe(false);
  });
});
