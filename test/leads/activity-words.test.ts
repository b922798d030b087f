import { describe, expect, it } from 'vitest';
import { type StatedActivity, translateActivity } from '../../functions/leads/activity/activity-words.ts';
import { codeOf } from '../../functions/platform/stable-hash.ts';
import { leadWith, tell, wednesday, wednesdayText } from './sla.builders.ts';

const note: StatedActivity = { id: 'a1', kind: 'note', at: wednesdayText('10:05') };
const map = { Besichtigung: 'appointment' };

describe('a status in the store’s own words', () => {
  it('means what its field map says', () => {
    const activity = translateActivity({ ...note, status: 'besichtigung' }, map);
    expect(activity).toEqual({ ...note, status: 'appointment' });
    const outcome = tell(leadWith(), activity, wednesday('10:06'));
    expect(outcome).toMatchObject({ state: { status: 'appointment' }, facts: [] });
  });

  it('that nobody knows is kept as it was sent, counted, and changes nothing', () => {
    const activity = translateActivity({ ...note, status: 'Hot 🔥' }, map);
    expect(activity).toEqual({ ...note, unknownStatus: 'Hot 🔥' });
    const lead = leadWith();
    expect(tell(lead, activity, wednesday('10:06'))).toEqual({
      activity,
      state: lead,
      facts: [
        {
          type: 'lead.word-unknown.v1',
          data: { leadId: 'lead-1', dealerId: 'dealer-1', field: 'status', activityId: codeOf('a1') },
        },
      ],
    });
  });

  it('may be the OEM’s own', () => {
    expect(translateActivity({ ...note, status: 'LOST' }, undefined)).toEqual({ ...note, status: 'lost' });
  });

  it('may be left out', () => {
    expect(translateActivity(note, map)).toEqual(note);
  });
});
