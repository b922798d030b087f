/** How a dealer reaches out; the kinds of activity that are a touch, but for the visit. */
export const followUpChannels = ['call', 'email', 'sms'] as const;
export type FollowUpChannel = (typeof followUpChannels)[number];

/** The places of a task in the cadence. */
export const followUpSteps = ['second-attempt', 'day-two'] as const;
export type FollowUpStep = (typeof followUpSteps)[number];

/** One touch the dealer owes a lead; all instants are exact to the millisecond. */
export interface FollowUpTask {
  /** `<run>-<position>`, one per lead. */
  readonly taskId: string;
  readonly run: number;
  readonly step: FollowUpStep;
  readonly kind: FollowUpChannel;
  /** A touch after this instant counts for the task. */
  readonly opensAt: string;
  readonly dueAt: string;
  /** When it is missed without a touch, and the manager looks. */
  readonly missAt: string;
  readonly talkTrack: string;
  /** When it was said to be due; once. */
  readonly dueSaidAt?: string;
  /** The touch that did it, by the touch's own time. */
  readonly doneAt?: string;
  readonly missedAt?: string;
  /** When it fell away: the customer replied, the lead closed, or the cadence began again. */
  readonly endedAt?: string;
}

/** The cadence of a lead since its first contact. */
export interface FollowUps {
  /** Ids and versions of cadence and talk tracks in force when the run was planned: `oem-default@1`. */
  readonly policy: string;
  readonly play: string;
  /** 1, and one more each time a resubmission began it again. */
  readonly run: number;
  /** In the order of their due times. */
  readonly tasks: readonly FollowUpTask[];
}

/** A run that another followed. */
export type PastFollowUps = Pick<FollowUps, 'run' | 'tasks'>;

/** The instant at which a run of follow-ups needs a decision next; none when nothing is left. */
export function nextFollowUpAt({ tasks }: Pick<FollowUps, 'tasks'>): string | undefined {
  const [soonest] = tasks.flatMap((task) => needsDecisionAt(task) ?? []).toSorted();
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
  const settledAt = task.doneAt ?? task.endedAt;
  return settledAt !== undefined && settledAt <= at;
}
