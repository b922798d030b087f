import type { Temporal } from 'temporal-polyfill';
import type { Person } from '../../dealers/people/person.ts';
import { factOf, toInstantText } from '../../events/event.ts';
import { type LeadFact, leadFollowUpDue, leadFollowUpMissed } from '../../events/lead.events.ts';
import { codeOf } from '../../platform/stable-hash.ts';
import { type FollowUpTask, isDueOpen, isMissOpen } from '../lead/follow-up-task.ts';
import { assigneeOf, type Lead, type LeadDecision } from '../lead/lead.ts';
import { followUpRun, replaceTasks } from './follow-up-run.ts';

/** Which run is asked about, and whose look a miss is: the first of the people with the role. */
interface FollowUpQuestion {
  readonly run: number;
  readonly people: readonly Person[];
  readonly role: string;
}

/**
 * Says of every task of a run what is to be said by now, however late it is asked: that it is due, that it was
 * missed; each once. A touch later than the miss leaves the miss behind. Of a run that another followed what was due
 * before is still said: nobody may lose it by asking again. The same lead where nothing is to be said.
 */
export function decideFollowUp(lead: Lead, question: FollowUpQuestion, now: Temporal.Instant): LeadDecision {
  const { run } = question;
  const asked = followUpRun(lead, run);
  if (!asked) return { state: lead, facts: [] };
  const at = toInstantText(now);
  const to = question.people.find(({ role }) => role === question.role)?.id;
  const announced = asked.tasks.map((task) => announce(lead, task, { at, ...(to !== undefined && { to }) }));
  const facts = announced.flatMap((each) => each.facts);
  if (facts.length === 0) return { state: lead, facts };
  const tasks = announced.map(({ task }) => task);
  return { state: replaceTasks(lead, run, tasks), facts };
}

/** A task with what is to be told of it by an instant (ISO text), and the facts that tell it. */
function announce(
  lead: Lead,
  task: FollowUpTask,
  { at, to }: { readonly at: string; readonly to?: string },
): { readonly task: FollowUpTask; readonly facts: readonly LeadFact[] } {
  const { taskId, kind, dueAt, missAt } = task;
  const { leadId, dealerId } = lead;
  const personId = assigneeOf(lead);
  const about = {
    leadId,
    dealerId,
    taskId,
    kind,
    dueAt,
    ...(personId !== undefined && { personId: codeOf(personId) }),
  };
  const facts: LeadFact[] = [];
  const isDue = dueAt <= at && isDueOpen(task);
  const isMissed = missAt <= at && isMissOpen(task);
  if (isDue) facts.push(factOf(leadFollowUpDue, { ...about, at }));
  if (isMissed)
    facts.push(factOf(leadFollowUpMissed, { ...about, missedAt: missAt, ...(to !== undefined && { to: codeOf(to) }) }));
  return { task: { ...task, ...(isDue && { dueSaidAt: at }), ...(isMissed && { missedAt: missAt }) }, facts };
}
