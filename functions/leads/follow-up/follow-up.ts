import type { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../dealers/calendar/calendar.ts';
import { type LeadFact, leadContacted, leadResubmitted } from '../../events/lead.events.ts';
import { policyName } from '../../platform/policy-name.ts';
import { type Activity, happenedAt } from '../activity/activity.ts';
import { type FollowUps, nextFollowUpAt } from '../lead/follow-up-task.ts';
import type { Lead, LeadDecision } from '../lead/lead.ts';
import { isOpen } from '../lead/lead-status.ts';
import { beginOf } from '../lead/past.ts';
import { type FollowUpProgramme, type FollowUpStart, planFollowUps } from './follow-up-plan.ts';
import { endRun, touchRun } from './follow-up-run.ts';
import { isReply, isTouch } from './follow-up-touch.ts';

/** With what, and when, a lead's follow-ups are decided on. */
export interface FollowUpTerms {
  readonly programme: FollowUpProgramme;
  /** The lead's. */
  readonly calendar: Calendar;
  readonly now: Temporal.Instant;
}

/**
 * Carries a recorded activity into the follow-ups: the first contact begins the cadence, a touch of the dealer does a
 * task, a reply or the end of the lead lets go of the rest. Corrections of the first contact begin nothing anew.
 */
export function followActivity(
  recorded: LeadDecision,
  { before, activity }: { before: Lead; activity: Activity },
  terms: FollowUpTerms,
): LeadDecision {
  const { state, facts } = recorded;
  const at = happenedAt(activity);
  if (!isOpen(state.status)) return { state: endRun(state, at), facts };
  const isFirst = before.sla.firstResponse.stoppedAt === undefined && state.sla.firstResponse.stoppedAt !== undefined;
  if (isFirst && !isBegunSince(state.followUps, at)) return begin(recorded, { at, kind: activity.kind }, terms);
  if (isReply(activity)) return { state: endByReply(state, at), facts };
  return { state: isTouch(activity) ? touchRun(state, at) : state, facts };
}

/**
 * Carries a resubmission that came at an instant (ISO text) into the follow-ups: what was left of the cadence falls
 * away. Where the person was answered already and is owed no other first response it begins again at once, else at the
 * next contact. A request that lay in quarantine until after somebody had contacted the person is followed up already.
 */
export function followResubmission(resubmitted: LeadDecision, at: string, terms: FollowUpTerms): LeadDecision {
  const { sla, followUps } = resubmitted.state;
  if (isBegunSince(followUps, at)) return resubmitted;
  const lapsed = { ...resubmitted, state: endRun(resubmitted.state, at) };
  return sla.firstResponse.stoppedAt === undefined ? lapsed : begin(lapsed, { at }, terms);
}

function isBegunSince(followUps: FollowUps | undefined, at: string): boolean {
  const begunAt = followUps && beginOf(followUps);
  return begunAt !== undefined && begunAt >= at;
}

function begin({ state, facts }: LeadDecision, since: FollowUpStart['since'], terms: FollowUpTerms): LeadDecision {
  const { programme } = terms;
  const { followUps: before, pastFollowUps = [] } = state;
  const run = (before?.run ?? 0) + 1;
  const planned = planFollowUps(state, { ...terms, run, since });
  const followUps: FollowUps = {
    policy: policyName(programme.policy),
    play: policyName(programme.play),
    run,
    tasks: planned,
  };
  const past = before && { pastFollowUps: [...pastFollowUps, { run: before.run, tasks: before.tasks }] };
  const begun = { ...state, ...past, followUps };
  const wakeAt = nextFollowUpAt(followUps);
  return {
    state: begun,
    facts: facts.map((fact) => (wakeAt === undefined ? fact : withStart(fact, { run, wakeAt }))),
  };
}

/** The fact that brought the run about tells when something is due of it first. */
function withStart(fact: LeadFact, followUp: { run: number; wakeAt: string }): LeadFact {
  if (fact.type === leadContacted.type) return { ...fact, data: { ...fact.data, followUp } };
  if (fact.type === leadResubmitted.type) return { ...fact, data: { ...fact.data, followUp } };
  return fact;
}

/** A reply from before the run began is no reply to it. */
function endByReply(lead: Lead, at: string): Lead {
  const begunAt = lead.followUps && beginOf(lead.followUps);
  return begunAt !== undefined && at > begunAt ? endRun(lead, at) : lead;
}
