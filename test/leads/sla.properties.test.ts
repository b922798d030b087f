import * as fc from 'fast-check';
import type { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { type LeadFact, leadEvents } from '../../functions/events/lead.events.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { dealerWith, leadWith, teamOf, tell, wednesday } from './sla.builders.ts';

const team = teamOf(dealerWith());
const received = wednesday('10:00');

type Happening =
  | { readonly kind: 'wake'; readonly minute: number }
  | { readonly kind: 'answer'; readonly minute: number; readonly toldAfter: number };

const minute = fc.integer({ min: 0, max: 200 });
const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('wake' as const), minute }),
      fc.record({ kind: fc.constant('answer' as const), minute, toldAfter: fc.integer({ min: -10, max: 90 }) }),
    ),
    { maxLength: 12 },
  )
  .map((all) => all.toSorted((one, other) => heardAt(one) - heardAt(other)));

describe('a first-response SLA, whatever happens in whatever order', () => {
  it('takes each step at most once, and has one breach exactly where one was due', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const { lead, facts } = run(all);
        const steps = facts.filter(({ type }) => type !== 'lead.contacted.v1');
        const told = steps.map(({ type, data }) =>
          JSON.stringify([type, 'percent' in data && data.percent, 'level' in data && data.level]),
        );
        expect(new Set(told).size).toBe(told.length);
        const { breachedAt, dueAt } = lead.sla.firstResponse;
        expect(steps.filter(({ type }) => type === 'lead.sla-breached.v1')).toHaveLength(breachedAt ? 1 : 0);
        expect(breachedAt ?? dueAt).toBe(dueAt);
        expect(breachedAt !== undefined).toBe(isBreach(all));
      }),
    );
  });

  it('ends with the earliest answer, however the answers arrived', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const { lead } = run(all);
        const answers = all.flatMap((one) => (one.kind === 'answer' ? [answeredAt(one)] : []));
        const earliest = answers.length > 0 ? Math.min(...answers) : undefined;
        expect(lead.sla.firstResponse.elapsedSeconds).toBe(earliest === undefined ? undefined : earliest * 60);
        expect(lead.status).toBe(earliest === undefined ? 'new' : 'contacted');
      }),
    );
  });

  it('changes nothing when everything comes a second time, and speaks the published language', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const once = run(all);
        const again = run(all.flatMap((one) => [one, one]));
        expect(again).toEqual(once);
        for (const { type, data } of once.facts) {
          expect(leadEvents.find((event) => event.type === type)?.data.safeParse(data).success).toBe(true);
        }
      }),
    );
  });
});

function run(all: readonly Happening[]) {
  return all.reduce<{ lead: Lead; facts: readonly LeadFact[] }>(
    ({ lead, facts }, happening) => {
      const outcome = happen(lead, happening);
      return { lead: outcome.state, facts: [...facts, ...outcome.facts] };
    },
    { lead: leadWith(), facts: [] },
  );
}

function happen(lead: Lead, happening: Happening) {
  const now = after(heardAt(happening));
  if (happening.kind === 'wake') return decideSla(lead, team, now);
  const at = toInstantText(after(happening.minute));
  return tell(lead, { id: `visit-${happening.minute}`, kind: 'visit', at }, now);
}

/** Before any answer was told a wake-up came at or after the fifteenth minute, or the first told was later than it. */
function isBreach(all: readonly Happening[]): boolean {
  const first = all.find((one) => one.kind === 'answer' || one.minute >= 15);
  return first !== undefined && (first.kind === 'wake' || answeredAt(first) > 15);
}

/** What is told has happened, whatever the sender's clock says. */
function answeredAt({ minute: stated, toldAfter }: Happening & { kind: 'answer' }): number {
  return Math.min(stated, Math.max(0, stated + toldAfter));
}

function heardAt(happening: Happening): number {
  return happening.kind === 'wake' ? happening.minute : happening.minute + happening.toldAfter;
}

function after(minutes: number): Temporal.Instant {
  return received.add({ minutes });
}
