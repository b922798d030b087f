import type { LeadSla, PastSla } from './first-response.ts';
import type { FollowUps, FollowUpTask } from './follow-up-task.ts';
import type { Escalation, Lead, Resubmission } from './lead.ts';
import { addRequest, type Requests } from './requests.ts';

/** A lead of the first form: whole lists, whatever their length, and nothing counted. */
interface WholeLead extends Omit<Lead, 'escalations' | 'resubmissions' | 'pastSlas' | 'sla' | 'asked'> {
  readonly escalations: readonly Omit<Escalation, 'run'>[];
  readonly resubmissions: readonly Resubmission[];
  readonly pastSlas?: readonly Omit<PastSla, 'run'>[];
  readonly sla: Omit<LeadSla, 'run'>;
}

/**
 * Makes a lead of the first form into one of the second, which counts what repeats. It still holds its lists and its
 * calendar whole, until it is saved.
 */
export function boundedForm(older: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const lead = older as unknown as WholeLead;
  const { pastSlas = [], sla } = lead;
  return {
    ...older,
    sla: { run: pastSlas.length + 1, ...sla },
    escalations: numbered(lead.escalations),
    recentRequests: [],
    asked: requestsOf(lead),
    ...(pastSlas.length > 0 && { pastSlas: pastSlas.map((past, index) => ({ run: index + 1, ...past })) }),
    ...(lead.followUps && runsOf(lead.followUps)),
  };
}

/** Mails were told apart by how often a level had been reached before, and are so still. */
function numbered(escalations: WholeLead['escalations']): readonly Escalation[] {
  return escalations.map((escalation, index) => {
    const before = escalations.slice(0, index).filter(({ level }) => level === escalation.level).length;
    return { ...escalation, run: before + 1 };
  });
}

function requestsOf(lead: WholeLead): Requests {
  const first = addRequest(undefined, lead, lead.receivedAt);
  return lead.resubmissions.reduce((before, each) => addRequest(before, each, each.at), first);
}

function runsOf({ run, tasks, ...rest }: FollowUps): Pick<Lead, 'followUps' | 'pastFollowUps'> {
  const past = Map.groupBy<number, FollowUpTask>(
    tasks.filter((task) => task.run !== run),
    (task) => task.run,
  );
  const pastFollowUps = [...past].map(([each, ofRun]) => ({ run: each, tasks: ofRun }));
  return {
    followUps: { ...rest, run, tasks: tasks.filter((task) => task.run === run) },
    ...(pastFollowUps.length > 0 && { pastFollowUps }),
  };
}
