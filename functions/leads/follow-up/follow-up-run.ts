import type { FollowUps, FollowUpTask } from '../lead/follow-up-task.ts';
import type { Lead } from '../lead/lead.ts';

/** The tasks of the run that stands; earlier runs are only kept. */
export function tasksOfRun(followUps: FollowUps | undefined): readonly FollowUpTask[] {
  return followUps?.tasks.filter(({ run }) => run === followUps.run) ?? [];
}

/** Changes the tasks of a lead's current run; the same lead where the same tasks come back. */
export function withRun(lead: Lead, change: (tasks: readonly FollowUpTask[]) => readonly FollowUpTask[]): Lead {
  const { followUps } = lead;
  if (!followUps) return lead;
  const tasks = tasksOfRun(followUps);
  const changed = change(tasks);
  if (changed === tasks) return lead;
  const past = followUps.tasks.filter(({ run }) => run !== followUps.run);
  return { ...lead, followUps: { ...followUps, tasks: [...past, ...changed] } };
}

/** The instant at which the current run of a lead's follow-ups needs a decision next; none when nothing is left. */
export function nextFollowUpAt({ followUps }: Pick<Lead, 'followUps'>): string | undefined {
  const [soonest] = tasksOfRun(followUps)
    .flatMap((task) => needsDecisionAt(task) ?? [])
    .toSorted();
  return soonest;
}

/** Whether it is still to be said that a task is due: nothing settled it by then. */
export function isDueOpen(task: FollowUpTask): boolean {
  return task.dueSaidAt === undefined && !isSettledBy(task, task.dueAt);
}

/** Whether a task can still be missed: what settled it later than its time leaves the miss. */
export function isMissOpen(task: FollowUpTask): boolean {
  return task.missedAt === undefined && !isSettledBy(task, task.missAt);
}

function needsDecisionAt(task: FollowUpTask): string | undefined {
  if (isDueOpen(task)) return task.dueAt;
  return isMissOpen(task) ? task.missAt : undefined;
}

function isSettledBy(task: FollowUpTask, at: string): boolean {
  const settled = task.doneAt ?? task.endedAt;
  return settled !== undefined && settled <= at;
}
