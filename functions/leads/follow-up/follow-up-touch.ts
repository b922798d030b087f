import type { Activity } from '../activity/activity.ts';
import { isEvidence } from '../activity/activity-evidence.ts';
import type { FollowUpTask } from '../lead/follow-up-task.ts';

/** Whether the store reached out: any call, mail, text or visit of theirs, whoever answered it or nobody. */
export function isTouch({ kind, evidence }: Activity): boolean {
  return (kind === 'call' || kind === 'email' || kind === 'sms' || kind === 'visit') && evidence?.inbound !== true;
}

/** Whether the customer answered of their own accord. */
export function isReply(activity: Activity): boolean {
  return activity.evidence?.inbound === true && activity.kind !== 'visit' && isEvidence(activity);
}

/**
 * Tells a run's tasks of one more touch. Each task is done by the first touch in its time that did no task before it, so
 * the outcome is the same in whatever order touches are told. Gives the same array where the touch changes nothing.
 */
export function withTouch(tasks: readonly FollowUpTask[], at: string): readonly FollowUpTask[] {
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

/** Lets go of what is still to do. Gives the same array where that is nothing. */
export function ended(tasks: readonly FollowUpTask[], at: string): readonly FollowUpTask[] {
  const isLeft = ({ doneAt, endedAt }: FollowUpTask) => doneAt === undefined && endedAt === undefined;
  return tasks.some(isLeft) ? tasks.map((task) => (isLeft(task) ? { ...task, endedAt: at } : task)) : tasks;
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
