import { describe, expect, it } from 'vitest';
import { dialBoundsPolicies } from '../../functions/dealers/dials/dial-bounds.policy.ts';
import { followUpPolicies, followUpPolicySchema } from '../../functions/leads/follow-up/follow-up.policy.ts';
import { followUpPlaySchema, followUpPlays } from '../../functions/leads/follow-up/follow-up-play.policy.ts';

describe('the follow-up policy', () => {
  it('is the default cadence', () => {
    const { secondAttempt, dayTwo, missed } = followUpPolicies.newest;
    expect({ secondAttempt, dayTwo, missed }).toEqual({
      secondAttempt: { afterMinutes: 120 },
      dayTwo: { touches: 2 },
      missed: { afterMinutes: 60, role: 'sales-manager' },
    });
  });

  it('has bounds for the very dials that stores are held to', () => {
    expect(dialBoundsPolicies.newest).toMatchObject(followUpPolicies.newest.dialBounds);
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
      { dialBounds: { ...followUpPolicies.newest.dialBounds, 'followUp.day2Touches': { min: 3, max: 1 } } },
    ],
    ['a misspelt field', { chanels: [] }],
  ])('refuses %s', (_name, change) => {
    expect(followUpPolicySchema.safeParse({ ...followUpPolicies.newest, ...change }).success).toBe(false);
  });
});

describe('the talk tracks', () => {
  it.each([
    ['a missing one', followUpPlays.newest.talkTracks.slice(1)],
    ['one twice', [...followUpPlays.newest.talkTracks, ...followUpPlays.newest.talkTracks.slice(0, 1)]],
    ['an empty one', followUpPlays.newest.talkTracks.map((track) => ({ ...track, text: ' ' }))],
    ['a long one', followUpPlays.newest.talkTracks.map((track) => ({ ...track, text: 'x'.repeat(301) }))],
  ])('are not taken with %s', (_name, talkTracks) => {
    expect(followUpPlaySchema.safeParse({ ...followUpPlays.newest, talkTracks }).success).toBe(false);
  });
});
