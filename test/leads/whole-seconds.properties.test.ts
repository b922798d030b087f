import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { toInstantText } from '../../functions/events/event.ts';
import { nextWakeAt } from '../../functions/leads/lead/first-response.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { decideSla } from '../../functions/leads/sla/sla.ts';
import { type TimerAnswer, type TimerDecision, timerAnswer, wholeSecondFrom } from '../../functions/platform/timer.ts';
import { dealerWith, leadWith, teamOf } from './sla.builders.ts';

type Decided = TimerDecision & { readonly state: Lead };

/** Runs a lead's timer to its end as Step Functions does, which cuts the milliseconds off; gives when it asked. */
function run(lead: Lead, firstWakeAt: string, decide: (lead: Lead, now: Temporal.Instant) => Decided) {
  const asked: string[] = [];
  let state = lead;
  let answer: TimerAnswer<object> = { next: 'wait', wakeAt: wholeSecondFrom(firstWakeAt) };
  while (answer.next === 'wait') {
    const now = Temporal.Instant.from(answer.wakeAt).round({ smallestUnit: 'second', roundingMode: 'trunc' });
    expect(asked).not.toContain(toInstantText(now));
    asked.push(toInstantText(now));
    const decision = decide(state, now);
    state = decision.state;
    answer = timerAnswer({}, decision);
  }
  return { state, asked };
}

/** Neither early nor a whole second late. */
function expectInTime(dueAt: string, takenAt = ''): void {
  const late = Date.parse(takenAt) - Date.parse(dueAt);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(1000);
}

/** Any millisecond of a Wednesday from nine to half past four. */
const onWednesday = fc
  .integer({ min: 9 * 3_600_000, max: 16.5 * 3_600_000 })
  .map((milliseconds) => new Date(milliseconds).toISOString().slice(11, 23));

describe('a timer that can wait for whole seconds only', () => {
  it('takes every step of an SLA when it is due or within the second after', () => {
    fc.assert(
      fc.property(onWednesday, (time) => {
        const team = teamOf(dealerWith());
        const lead = leadWith({ receivedAt: toInstantText(Temporal.Instant.from(`2026-01-07T${time}-05:00`)) });
        const { state, asked } = run(lead, nextWakeAt(lead.sla) ?? '', (each, now) => decideSla(each, team, now));
        for (const { dueAt, doneAt } of state.sla.steps) expectInTime(dueAt, doneAt);
        expect(asked).toEqual([...new Set(lead.sla.steps.map(({ dueAt }) => wholeSecondFrom(dueAt)))]);
        expect(state.sla.firstResponse.breachedAt).toBe(lead.sla.firstResponse.dueAt);
      }),
    );
  });
});
