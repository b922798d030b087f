import type { LeadSla } from '../../functions/leads/lead/first-response.ts';
import type { FollowUps } from '../../functions/leads/lead/follow-up-task.ts';
import { mailTimesOf } from '../support/mail-times.ts';
import type { ToldLead } from './ending.ts';
import type { OutageEnding } from './outage.ts';
import { judge } from './verdict.ts';

/** What an outage came to: 0 leads without their steps and nothing in `violations`, and how late the last step came. */
export interface OutageVerdict {
  readonly leads: number;
  readonly leadsWithoutSteps: number;
  readonly violations: readonly string[];
  /** How many minutes after the healing the last of what was due before it came. */
  readonly minutesLate: number;
}

/** Something that a lead must bring about once: a mail, an event. Instants are ISO texts. */
interface Step {
  readonly what: string;
  readonly dueAt: string;
  readonly cameAt: readonly string[];
}

/** Judges an outage of so many minutes: what was due in it may come late by it, and by an hour more. */
export function judgeOutage(ending: OutageEnding, minutes: number): OutageVerdict {
  const { told, healedAt } = ending;
  const perLead = told.map((lead) => ({ id: lead.script.id, steps: stepsOf(lead, ending) }));
  const wrong = perLead.map(({ id, steps }) =>
    steps
      .filter(({ cameAt }) => cameAt.length !== 1)
      .map(({ what, cameAt }) => `${id}: ${what} ${cameAt.length} times`),
  );
  const missed = perLead.filter(({ steps }) => steps.some(({ cameAt }) => cameAt.length === 0));
  const late = perLead
    .flatMap(({ steps }) => steps)
    .filter(({ dueAt }) => dueAt <= healedAt)
    .flatMap(({ cameAt }) => cameAt.map((at) => Date.parse(at) - Date.parse(healedAt)));
  return {
    leads: told.length,
    leadsWithoutSteps: missed.length,
    violations: [...judge(ending, { mostMinutesLate: minutes + 60 }).violations, ...wrong.flat()],
    minutesLate: Math.max(0, ...late) / 60_000,
  };
}

/** All that a lead brings about that nobody answers, or somebody does and nobody follows up. */
function stepsOf(told: ToldLead, ending: OutageEnding): readonly Step[] {
  const { leadId } = told.accepted;
  const mails = mailTimesOf(leadId, ending);
  const assigned = { what: 'mail assigned', dueAt: told.acceptedAt, cameAt: mails('assigned') };
  const own = told.script.fate === 'unanswered' ? ladderOf(leadId, ending) : followUpsOf(leadId, ending);
  return [assigned, ...own];
}

/** Something that happened of which somebody is mailed; `rank` says which of one person's at one instant is told. */
interface Occasion {
  readonly notice: string;
  readonly at: string;
  /** Nobody where the lead had no assignee. */
  readonly to: string | undefined;
  readonly rank: number;
}

/** The warnings and levels of a ladder; only the last warning is mailed. */
const ladder = ['warned-50', 'warned-80', 'escalated-1', 'escalated-2', 'escalated-3'];
const mailedNowhere = 'warned-50';

function ladderOf(leadId: string, ending: OutageEnding): readonly Step[] {
  const mails = mailTimesOf(leadId, ending);
  const dueAt = dueTimesOf(leadId, ending);
  const occasions = occasionsOf(leadId, ending);
  const happened = ladder.map((notice) => {
    const cameAt = occasions.filter((each) => each.notice === notice).map(({ at }) => at);
    return { what: `event ${notice}`, dueAt: dueAt.get(notice) ?? '', cameAt };
  });
  const mailed = occasions.filter(
    (one) => one.notice !== mailedNowhere && one.to !== undefined && !occasions.some((other) => outranks(other, one)),
  );
  const told = mailed.map(({ notice, at }) => ({
    what: `mail ${notice}`,
    dueAt: dueAt.get(notice) ?? at,
    cameAt: mails(notice),
  }));
  return [...happened, ...told];
}

/** Of one lead a person is told once at an instant: the highest level, else that it is theirs, else the warning. */
function outranks(other: Occasion, one: Occasion): boolean {
  return other.at === one.at && other.to === one.to && other.rank > one.rank;
}

const [warning, theirs] = [-1, 0];

function occasionsOf(leadId: string, ending: OutageEnding): readonly Occasion[] {
  const dataOf = <Data extends object>(type: string) =>
    eventsOf(leadId, type, ending).map(({ data }) => data as Data & { at: string; to?: string; personId?: string });
  return [
    ...dataOf('lead.reassigned.v1').map(({ at, to }, position) => ({
      ...{ notice: `reassigned-${position + 1}-new-owner`, at, to, rank: theirs },
    })),
    ...dataOf<{ level: number }>('lead.escalated.v1').map(({ at, to, level }) => ({
      ...{ notice: `escalated-${level}`, at, to, rank: level },
    })),
    ...dataOf<{ percent: number }>('lead.sla-warned.v1').map(({ at, personId: to, percent }) => ({
      ...{ notice: `warned-${percent}`, at, to, rank: warning },
    })),
  ];
}

/** When the steps of a lead's ladder were due, by what is told of them. */
function dueTimesOf(leadId: string, ending: OutageEnding): ReadonlyMap<string, string> {
  const { steps = [] } = (leadItem(leadId, ending)['sla'] ?? {}) as Partial<LeadSla>;
  return new Map(
    steps.flatMap((step): [string, string][] => {
      if (step.kind === 'warn') return [[`warned-${step.percent}`, step.dueAt]];
      return step.kind === 'escalate' ? [[`escalated-${step.level}`, step.dueAt]] : [];
    }),
  );
}

const taskIds = ['1-1', '1-2', '1-3'];

function followUpsOf(leadId: string, ending: OutageEnding): readonly Step[] {
  const mails = mailTimesOf(leadId, ending);
  const { tasks = [] } = (leadItem(leadId, ending)['followUps'] ?? {}) as Partial<FollowUps>;
  return taskIds.flatMap((taskId) => {
    const { dueAt = '', missAt = '' } = tasks.find((task) => task.taskId === taskId) ?? {};
    const due = eventsOf(leadId, 'lead.follow-up-due.v1', ending).map(
      ({ data }) => data as { taskId: string; at: string },
    );
    const cameAt = due.filter((each) => each.taskId === taskId).map(({ at }) => at);
    const notice = `follow-up-missed-${taskId}`;
    return [
      { what: `event lead.follow-up-due.v1 of ${taskId}`, dueAt, cameAt },
      { what: `mail ${notice}`, dueAt: missAt, cameAt: mails(notice) },
    ];
  });
}

/** Events of a lead, each once however often it was published. */
function eventsOf(leadId: string, type: string, { events }: OutageEnding) {
  const own = events.filter((event) => event.subject === leadId && event.type === type);
  return [...new Map(own.map((event) => [event.id, event])).values()];
}

function leadItem(leadId: string, { items }: OutageEnding): Readonly<Record<string, unknown>> {
  return items.find(({ PK, SK }) => PK === `LEAD#${leadId}` && SK === 'LEAD') ?? {};
}
