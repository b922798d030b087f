import { Temporal } from 'temporal-polyfill';
import { toInstantText } from '../../events/event.ts';
import { nextWakeAt } from './first-response.ts';
import { nextFollowUpAt } from './follow-up-task.ts';
import type { Lead } from './lead.ts';

/** The step of a first response that nobody has taken. All instants are ISO texts. */
interface OverdueStep {
  readonly run: number;
  /** When the run began. */
  readonly since: string;
  readonly at: string;
}

/** How long an execution is left to take a step: longer than a retry or two, shorter than anybody would miss it. */
const grace = Temporal.Duration.from({ minutes: 5 });

/**
 * When the sweep is to look at a lead (ISO text); none where nothing is left to do. For the first response, which has an
 * execution, that is when the next step's time and the grace have passed and the step still stands there; for follow-ups,
 * which wait nowhere else, their own time. What was past already when the lead was last saved (told late, kept in
 * quarantine) counts from then on: nobody could have known of it before.
 */
export function dueAt(lead: Lead): string | undefined {
  const [soonest] = [overdueFrom(lead), followUpsFrom(lead)].filter((each) => each !== undefined).toSorted();
  return soonest;
}

/** The step of its first response that a lead's execution should have taken by now and did not, however it was lost. */
export function overdueStep(lead: Lead, now: Temporal.Instant): OverdueStep | undefined {
  const { sla } = lead;
  const at = nextWakeAt(sla);
  const from = overdueFrom(lead);
  if (at === undefined || from === undefined || from > toInstantText(now)) return undefined;
  return { run: sla.run, since: sla.startedAt, at };
}

/** The runs of a lead's follow-ups of which something is to be said by now, the oldest first. */
export function dueRuns(lead: Lead, now: Temporal.Instant): readonly number[] {
  const by = toInstantText(now);
  return runsOf(lead).flatMap((each) => ((nextFollowUpAt(each) ?? '~') <= by ? [each.run] : []));
}

function overdueFrom(lead: Lead): string | undefined {
  const step = nextWakeAt(lead.sla);
  return step && toInstantText(Temporal.Instant.from(laterOf(step, lead.updatedAt)).add(grace));
}

function followUpsFrom(lead: Lead): string | undefined {
  const [soonest] = runsOf(lead)
    .flatMap((run) => nextFollowUpAt(run) ?? [])
    .toSorted();
  return soonest && laterOf(soonest, lead.updatedAt);
}

/** Of a run that another followed something may have been due before. */
function runsOf({ followUps, pastFollowUps = [] }: Lead) {
  return [...pastFollowUps, ...(followUps ? [followUps] : [])];
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
