import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import type { PastFollowUps } from '../../functions/leads/lead/follow-up-task.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { moveOldest } from '../../functions/leads/lead/lead-lists.ts';
import { leadWith, wednesdayText } from './sla.builders.ts';

const assignment = (number: number) => ({
  personId: `p-${number}` as PersonId,
  at: wednesdayText('10:00'),
  reason: '',
});
const resubmission = (number: number) => ({
  at: wednesdayText('10:00'),
  source: { system: `s-${number}` },
  vehiclesOfInterest: [],
  reason: 'same-source' as const,
});
const assignments = (count: number) => Array.from({ length: count }, (_, number) => assignment(number + 1));

/** A run of follow-ups of which it was said, or still has to be, that its task is due and missed. */
const pastRun = (run: number, isSaid: boolean): PastFollowUps => {
  const [opensAt, dueAt, missAt] = ['10:00', '12:00', '13:00'].map((time) => wednesdayText(time)) as [
    string,
    string,
    string,
  ];
  const said = isSaid && { dueSaidAt: dueAt, missedAt: missAt };
  const about = { run, step: 'second-attempt', kind: 'call', talkTrack: '' } as const;
  return { run, tasks: [{ taskId: `${run}-1`, ...about, opensAt, dueAt, missAt, ...said }] };
};

describe('a lead that is saved', () => {
  it.each([
    ['is said of all: the newest two stay', 5, 0, 3],
    ['is to be said of the third: it stays, and all behind it', 6, 3, 2],
    ['is to be said of the first: all of a day’s requests stay', 60, 1, 0],
    ['is to be said of the first, for more than a day: the lead stays small', 75, 1, 10],
  ])('where something %s', (_what, count, openFrom, moves) => {
    const pastFollowUps = Array.from({ length: count }, (_, each) =>
      pastRun(each + 1, openFrom === 0 || each + 1 < openFrom),
    );
    expect(moveOldest(leadWith({ pastFollowUps })).moved).toHaveLength(moves);
  });

  it('holds all of its short lists, and nothing moves', () => {
    const lead = leadWith({ assignments: assignments(20) });
    expect(moveOldest(lead)).toEqual({ lead, moved: [] });
  });

  it('holds the newest twenty assignments; the oldest move, numbered as they came', () => {
    const { lead, moved } = moveOldest(leadWith({ assignments: assignments(22) }));
    expect(lead.assignments).toEqual(assignments(22).slice(2));
    expect(lead.earlier).toEqual({ assignments: 2 });
    expect(moved).toEqual([1, 2].map((ordinal) => ({ list: 'assignments', ordinal, entry: assignment(ordinal) })));
  });

  it('goes on counting where it ended', () => {
    const before = leadWith({
      assignments: assignments(21),
      resubmissions: [resubmission(1)],
      earlier: { assignments: 7 },
    });
    const { lead, moved } = moveOldest(before);
    expect(moved.map(({ list, ordinal }) => [list, ordinal])).toEqual([
      ['assignments', 8],
      ['resubmissions', 1],
    ]);
    expect(lead).toMatchObject({ resubmissions: [], earlier: { assignments: 8, resubmissions: 1 } });
  });

  it('of a form that kept all gives away ten of a list at a time, so that one commit takes them', () => {
    const many = Array.from({ length: 25 }, (_, number) => resubmission(number + 1));
    const first = moveOldest(leadWith({ resubmissions: many }));
    const second = moveOldest(first.lead);
    const third = moveOldest(second.lead);
    expect([first, second, third].map(({ moved }) => moved.length)).toEqual([10, 10, 5]);
    expect([...first.moved, ...second.moved, ...third.moved].map(({ entry }) => entry)).toEqual(many);
    expect(third.lead.resubmissions).toEqual([]);
  });
});

test('whatever is added in whatever order, every entry stands in one place, in its order', () => {
  const steps = fc.array(fc.record({ assignments: fc.nat(4), resubmissions: fc.nat(2) }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (added) => {
      let [given, asked] = [0, 0];
      let lead: Lead = leadWith({ assignments: [] });
      const beside: Record<string, object[]> = { assignments: [], resubmissions: [] };
      for (const step of added) {
        const newAssignments = Array.from({ length: step.assignments }, () => assignment(++given));
        const newResubmissions = Array.from({ length: step.resubmissions }, () => resubmission(++asked));
        const saved = moveOldest({
          ...lead,
          assignments: [...lead.assignments, ...newAssignments],
          resubmissions: [...lead.resubmissions, ...newResubmissions],
        });
        for (const { list, ordinal, entry } of saved.moved) {
          expect(ordinal).toBe((beside[list]?.length ?? 0) + 1);
          beside[list]?.push(entry);
        }
        lead = saved.lead;
        expect(lead.assignments.length).toBeLessThanOrEqual(20);
        expect(lead.resubmissions).toEqual([]);
      }
      expect([...(beside['assignments'] ?? []), ...lead.assignments]).toEqual(assignments(given));
      expect(beside['resubmissions']).toHaveLength(asked);
      expect(lead.earlier?.resubmissions ?? 0).toBe(asked);
    }),
  );
});
