import type { District } from '../../dealers/dealer/dealer.ts';
import type { Person } from '../../dealers/people/person.ts';
import type { Roster } from '../../dealers/routing/roster.ts';
import type { Rotation } from '../../dealers/routing/rotation.ts';
import { factOf } from '../../events/event.ts';
import { leadEscalated, leadSlaWarned } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { reassignLead } from '../assignment/assignment.ts';
import { recordBreach } from '../lead/breach.ts';
import { markStepDone, type SlaStep } from '../lead/first-response.ts';
import { assigneeOf, type Lead, type LeadDecision } from '../lead/lead.ts';

/** Who at the dealer, or above it, a step may concern. */
export interface Team {
  readonly roster: Roster;
  readonly district?: District;
}

/** Whom a step may concern, and when it is taken (ISO text). */
interface StepOccasion {
  readonly team: Team;
  readonly at: string;
}

/** A lead after steps of its ladder, and what they brought about. */
export interface LadderDecision extends LeadDecision {
  /** The dealer's rotation, where a lead changed hands. */
  readonly rotation?: Rotation;
}

/** Takes one step of the ladder; a step is taken once, so callers pass only open ones. */
export function takeStep(lead: Lead, step: SlaStep, { team, at }: StepOccasion): LadderDecision {
  if (step.kind === 'warn') return warn(lead, step, at);
  if (step.kind === 'breach') return recordBreach(lead, at);
  if (step.kind === 'reassign') return reassign(lead, step, { team, at });
  return escalate(lead, step, { team, at });
}

function warn(lead: Lead, step: SlaStep & { kind: 'warn' }, at: string): LadderDecision {
  const sla = markStepDone(lead.sla, step, at);
  const { firstResponse } = sla;
  const data = { ...about(lead), percent: step.percent, at, dueAt: firstResponse.dueAt, ...assignee(lead) };
  return {
    state: { ...lead, sla: { ...sla, firstResponse: { ...firstResponse, warnedAt: firstResponse.warnedAt ?? at } } },
    facts: [factOf(leadSlaWarned, data)],
  };
}

function escalate(lead: Lead, step: SlaStep & { kind: 'escalate' }, { team, at }: StepOccasion): LadderDecision {
  const to = holderOf(step.role, team);
  const told = { level: step.level, at, ...(to !== undefined && { to }) };
  return {
    state: {
      ...lead,
      sla: markStepDone(lead.sla, step, at),
      escalations: [...lead.escalations, { ...told, run: lead.sla.run }],
    },
    facts: [
      factOf(leadEscalated, { ...about(lead), level: step.level, at, ...(to !== undefined && { to: codeOf(to) }) }),
    ],
  };
}

/**
 * A step without anybody else to give the lead to is taken all the same, and says nothing; so is one that comes so late that
 * a later change of hands is due as well.
 */
function reassign(lead: Lead, step: SlaStep & { kind: 'reassign' }, { team, at }: StepOccasion): LadderDecision {
  const taken = { ...lead, sla: markStepDone(lead.sla, step, at) };
  if (lead.sla.steps.findLast(({ kind, dueAt }) => kind === 'reassign' && dueAt <= at) !== step)
    return { state: taken, facts: [] };
  const holder = step.role === undefined ? undefined : firstWith(step.role, team);
  // Where nobody has the role it stays where it is.
  if (step.role !== undefined && !holder) return { state: taken, facts: [] };
  const staysWith = holder && { staysWith: holder.id };
  const reassigned = reassignLead(taken, team.roster, { dueAt: step.dueAt, at, ...staysWith });
  return reassigned.kind === 'assigned' ? reassigned : { state: taken, facts: [] };
}

/** Whom a role means at a dealer: the first person listed with it; the district is an office, not a person. */
function holderOf(role: string, team: Team): string | undefined {
  return role === 'district' ? team.district?.id : firstWith(role, team)?.id;
}

function firstWith(role: string, { roster }: Team): Person | undefined {
  return roster.people.find((person) => person.role === role);
}

function about({ leadId, dealerId }: Lead) {
  return { leadId, dealerId };
}

function assignee(lead: Lead) {
  const personId = assigneeOf(lead);
  return { ...(personId !== undefined && { personId: codeOf(personId) }) };
}
