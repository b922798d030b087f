import { Temporal } from 'temporal-polyfill';
import { isOnDuty } from '../../dealers/people/duty.ts';
import type { PersonId } from '../../dealers/people/person.ts';
import type { Roster } from '../../dealers/routing/roster.ts';
import { noteHanding, type Rotation, takeTurn } from '../../dealers/routing/rotation.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { leadAssigned, leadReassigned } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { type Assignment, type Lead, type LeadDecision, offDuty } from '../lead/lead.ts';
import { isOpen } from '../lead/lead-status.ts';
import { chooseAssignee, chooseNextAssignee } from './assignment-choice.ts';

/** A lead with its new assignee, and the dealer's rotation where that changed too. */
interface Assigned extends LeadDecision {
  readonly kind: 'assigned';
  /** To be saved with the lead; absent where it stays as it was. */
  readonly rotation?: Rotation;
}

/** What became of an attempt to give a lead to somebody; `nobody` where the dealer names no one for it. */
type AssignmentDecision = Assigned | { readonly kind: 'unchanged' | 'nobody' };

/** Gives an open lead without assignee to the person the dealer's roster picks. */
export function assignLead(lead: Lead, roster: Roster, now: Temporal.Instant): AssignmentDecision {
  if (lead.assignments.length > 0 || !isOpen(lead.status)) return { kind: 'unchanged' };
  const choice = chooseAssignee(lead, roster, now);
  if (!choice) return { kind: 'nobody' };
  const assignment = { personId: choice.person.id, at: toInstantText(now), reason: choice.reason };
  return {
    kind: 'assigned',
    state: withAssignment(lead, assignment),
    facts: [factOf(leadAssigned, { ...about(lead), ...assignment, personId: codeOf(assignment.personId) })],
    rotation: takeTurn(roster.rotation, { leadId: lead.leadId, ...assignment }),
  };
}

/** A step of the ladder at which a lead changes hands: when it was due, and when it is taken (ISO texts). */
interface HandOverStep {
  readonly dueAt: string;
  readonly at: string;
  /** Whose it is from then on, whatever their shift and room: where it is the last. */
  readonly staysWith?: PersonId;
}

/**
 * Gives an unanswered lead to somebody else, where there is somebody else; its dates stay. Unchanged for a closed lead,
 * and for an assignee who got the lead only after the step was due: several overdue steps are one change of hands.
 */
export function reassignLead(lead: Lead, roster: Roster, { dueAt, at, staysWith }: HandOverStep): AssignmentDecision {
  const last = lead.assignments.at(-1);
  const now = Temporal.Instant.from(at);
  if (!isOpen(lead.status)) return { kind: 'unchanged' };
  if (!last) return assignLead(lead, roster, now);
  if (last.at >= dueAt) return { kind: 'unchanged' };
  const to = staysWith ?? chooseNextAssignee(lead, roster, now)?.id;
  if (to === undefined || to === last.personId) return { kind: 'unchanged' };
  const [from, reason] = [last.personId, staysWith === undefined ? 'unanswered' : 'ladder-over'];
  return {
    kind: 'assigned',
    state: withAssignment(lead, { personId: to, at, reason }),
    facts: [factOf(leadReassigned, { ...about(lead), from: codeOf(from), to: codeOf(to), at, reason })],
    // Out of turn, so only counting depends on it: else the leads of a dealer would wait for each other.
    ...(roster.openLeads && { rotation: noteHanding(roster.rotation, { leadId: lead.leadId, personId: to, at }) }),
  };
}

/** When a person asked again, and whether another first response began with it. */
interface AskedAgain {
  readonly now: Temporal.Instant;
  readonly isRenewed: boolean;
}

/**
 * Gives a lead whose person asks again to somebody on duty, where its assignee takes no leads of the dealer any more; where
 * another first response began, also where they are off shift. Unchanged where it changed hands since that began, or was answered.
 */
export function renewAssignment(lead: Lead, roster: Roster, { now, isRenewed }: AskedAgain): AssignmentDecision {
  const last = lead.assignments.at(-1);
  if (!last) return assignLead(lead, roster, now);
  if (!isOpen(lead.status) || (isRenewed && isSettled(lead, last))) return { kind: 'unchanged' };
  const assignee = peopleFor(roster).find(({ id }) => id === last.personId);
  // As it was when that began: the same news later is no other news.
  const renewedAt = Temporal.Instant.from(lead.sla.startedAt);
  if (assignee && (!isRenewed || isOnDuty(assignee, roster.workDays, renewedAt))) return { kind: 'unchanged' };
  const choice = chooseAssignee(lead, roster, now);
  if (!choice || choice.person.id === last.personId) return { kind: 'unchanged' };
  const [from, to, at] = [last.personId, choice.person.id, toInstantText(now)];
  const reason = offDuty;
  return {
    kind: 'assigned',
    state: withAssignment(lead, { personId: to, at, reason }),
    facts: [factOf(leadReassigned, { ...about(lead), from: codeOf(from), to: codeOf(to), at, reason })],
    rotation: takeTurn(roster.rotation, { leadId: lead.leadId, personId: to, at }),
  };
}

/** It changed hands since its first response began, or that was given. */
function isSettled({ sla }: Lead, { at }: Assignment): boolean {
  return at >= sla.startedAt || sla.firstResponse.stoppedAt !== undefined;
}

/** Who may have a lead: those whose work it is, and the last resort. */
function peopleFor({ people, routing }: Roster): Roster['people'] {
  return people.filter(({ role }) => routing.roles.includes(role) || role === routing.fallbackRole);
}

function about({ leadId, dealerId }: Lead) {
  return { leadId, dealerId };
}

function withAssignment(lead: Lead, assignment: Assignment): Lead {
  return { ...lead, assignments: [...lead.assignments, assignment] };
}
