import type { FollowUpTask, PastFollowUps } from '../lead/follow-up-task.ts';
import type { Lead } from '../lead/lead.ts';
import { beginOf, begunBy } from '../lead/past.ts';

/** A run of a lead's follow-ups, the one that stands or one that it still holds of those before. */
export function followUpRun({ followUps, pastFollowUps = [] }: Lead, run: number): PastFollowUps | undefined {
  return [...pastFollowUps, ...(followUps ? [followUps] : [])].find((each) => each.run === run);
}

/** A lead with other tasks in one of its runs. */
export function replaceTasks(lead: Lead, run: number, tasks: readonly FollowUpTask[]): Lead {
  const { followUps, pastFollowUps = [] } = lead;
  if (followUps?.run === run) return { ...lead, followUps: { ...followUps, tasks } };
  return { ...lead, pastFollowUps: pastFollowUps.map((each) => (each.run === run ? { ...each, tasks } : each)) };
}

/** Changes the tasks of a lead's current run; the same lead where the same tasks come back. */
function changeRun(lead: Lead, change: (tasks: readonly FollowUpTask[]) => readonly FollowUpTask[]): Lead {
  const { followUps } = lead;
  if (!followUps) return lead;
  const changed = change(followUps.tasks);
  return changed === followUps.tasks ? lead : replaceTasks(lead, followUps.run, changed);
}

/**
 * Tells a lead's follow-ups of a touch at an instant (ISO text): it counts for the run in whose time it was made, also
 * where another run followed before it was told. The same lead where it changes nothing.
 */
export function touchRun(lead: Lead, at: string): Lead {
  const { followUps, pastFollowUps = [] } = lead;
  const isOfCurrent = followUps !== undefined && (beginOf(followUps) ?? at) < at;
  const past = isOfCurrent ? undefined : begunBy(pastFollowUps, at, beginOf);
  if (!past) return changeRun(lead, (tasks) => recordTouch(tasks, at));
  const tasks = recordTouch(past.tasks, at);
  if (tasks === past.tasks) return lead;
  return replaceTasks(lead, past.run, tasks);
}

/**
 * Tells a run's tasks of one more touch at an instant (ISO text). Each task is done by the first touch in its time that
 * did no task before it, so the outcome is the same in whatever order touches are told. Gives the same array where the
 * touch changes nothing.
 */
export function recordTouch(tasks: readonly FollowUpTask[], at: string): readonly FollowUpTask[] {
  const touches = [...new Set([...tasks.flatMap(({ doneAt }) => doneAt ?? []), at])].toSorted();
  const next = tasks.map((task) => {
    const index = touches.findIndex((touch) => counts(touch, task, tasks));
    const [doneAt] = index === -1 ? [] : touches.splice(index, 1);
    if (doneAt === undefined || doneAt === task.doneAt) return task;
    const { endedAt: _, ...open } = task;
    return { ...open, doneAt };
  });
  return next.every((task, index) => task === tasks[index]) ? tasks : next;
}

/** Lets go, at an instant (ISO text), of what is still to do in a lead's current run; the same lead where that is nothing. */
export function endRun(lead: Lead, at: string): Lead {
  const isLeft = ({ doneAt, endedAt }: FollowUpTask) => doneAt === undefined && endedAt === undefined;
  return changeRun(lead, (tasks) =>
    tasks.some(isLeft) ? tasks.map((task) => (isLeft(task) ? { ...task, endedAt: at } : task)) : tasks,
  );
}

/** A touch counts for a task until the task fell away, and until the day of the next ones begins, unless it is due then itself. */
function counts(touch: string, task: FollowUpTask, tasks: readonly FollowUpTask[]): boolean {
  const closesAt = tasks.find(({ opensAt }) => opensAt > task.dueAt)?.opensAt;
  return (
    touch > task.opensAt &&
    (closesAt === undefined || touch < closesAt) &&
    (task.endedAt === undefined || touch <= task.endedAt)
  );
}
