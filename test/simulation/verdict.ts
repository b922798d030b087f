import type { Envelope } from '../../functions/events/event.ts';
import type { LeadView } from '../../functions/leads/lead/lead.view.ts';
import { endedWell } from '../support/timers.ts';
import type { Ending, ToldLead } from './ending.ts';

/** What a run came to: nothing in `violations`, and what is worth knowing beside that. */
export interface Verdict {
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<'leads' | 'faults' | 'events' | 'mails' | 'mailsTwice' | 'explainedTwice', number>>;
}

const deaths = new Set(['crashBefore', 'crashAfter', 'timeoutAfter']);

/** A step may come late by a retry or a sweep, by hours only where something was out for so long. */
const usualMinutesLate = 60;

/** Judges a run by what its senders were told, never by what the product says of itself. */
export function judge(ending: Ending, { mostMinutesLate = usualMinutesLate } = {}): Verdict {
  const published = Map.groupBy(ending.events, ({ subject }) => subject);
  const perLead = ending.told.flatMap((told) =>
    leadViolations(told, { ending, events: published.get(told.accepted.leadId) ?? [] }).map(
      (what) => `${told.script.id} (${told.script.fate}): ${what}`,
    ),
  );
  const mails = mailsOf(ending);
  const left = ending.deadLetters.map(({ queue }) => `a dead letter lies in ${queue}`);
  const violations = [
    ...ending.refusals,
    ...perLead,
    ...unpublished(ending),
    ...orphans(ending),
    ...tooLate(ending, mostMinutesLate),
    ...stillDue(ending),
    ...mails.violations,
    ...left,
  ];
  const { told, faults, events, messages } = ending;
  return {
    violations,
    counts: {
      leads: told.length,
      faults: faults.length,
      events: events.length,
      mails: messages.length,
      mailsTwice: mails.twice,
      explainedTwice: mails.explained,
    },
  };
}

interface Evidence {
  readonly ending: Ending;
  readonly events: readonly Envelope[];
}

function leadViolations(told: ToldLead, { ending, events }: Evidence): string[] {
  const { accepted, copies } = told;
  const lead = ending.leads.get(accepted.leadId);
  if (!lead) return ['it was acknowledged and is not there'];
  const times = (type: string) => new Set(events.filter((event) => event.type === type).map(({ id }) => id)).size;
  const owner = ending.items.some(({ PK, SK }) => PK === `OWNER#${lead.ownerId}` && SK === 'OWNER');
  return [
    ...(copies.every((copy) => copy === accepted.leadId) ? [] : ['a copy became another lead']),
    ...(owner ? [] : ['it has no owner']),
    ...(lead.assignments.length > 0 || told.script.fate === 'lost' ? [] : ['nobody was given it']),
    ...(times('lead.received.v1') === 1 ? [] : [`${times('lead.received.v1')} events say that it was received`]),
    ...timerViolations(accepted.leadId, ending),
    ...breachViolations(told, lead, times),
  ];
}

/** Each lead's timer was started and has ended; one that was lost may have been started again. */
function timerViolations(leadId: string, { executions }: Ending): string[] {
  const own = executions.filter(({ machine, name }) => machine === 'lead-sla' && name.startsWith(leadId));
  if (own.length === 0) return ['its timer was never started'];
  const running = own.filter(({ status }) => status === 'RUNNING').length;
  const done = own.some(endedWell);
  return [...(running > 0 ? ['its timer still runs'] : []), ...(done ? [] : ['its timer never came to its end'])];
}

function breachViolations(told: ToldLead, lead: LeadView, times: (type: string) => number): string[] {
  const { dueAt } = told.accepted.sla.firstResponse;
  const inTime = told.evidence.some(({ at, toldAt }) => at <= dueAt && toldAt <= dueAt);
  // The breach may have been recorded before the answer was told, or not.
  const toldLate = !inTime && told.evidence.some(({ at }) => at <= dueAt);
  const closed = told.script.fate === 'lost';
  const breaches = times('lead.sla-breached.v1');
  // A closed lead may be closed before or after its clock is over; a person who asks again may be owed a second response.
  const most = told.script.fate === 'asked-again' ? 2 : 1;
  const least = closed || toldLate ? 0 : 1;
  const wrong = inTime ? breaches > 0 : breaches < least || breaches > most;
  const levels = lead.escalations.map(({ level }) => level);
  const climbed = told.script.fate === 'unanswered' || told.script.fate === 'answered-by-a-machine';
  return [
    ...(wrong ? [`${breaches} breaches${inTime ? ' although it was answered in time' : ''}`] : []),
    ...(most === 1 && new Set(levels).size < levels.length ? [`escalated to the levels ${levels.join()}`] : []),
    ...(climbed && levels.join() !== '1,2,3'
      ? [`nobody answered and it climbed to ${levels.join() || 'no level'}`]
      : []),
    ...(inTime && levels.length > 0 ? ['escalated although it was answered in time'] : []),
  ];
}

/** Facts that were saved and never published; ids never come twice with another content. */
function unpublished({ items, events }: Ending): string[] {
  const published = new Set(events.map(({ id }) => id));
  const facts = items.filter(({ SK }) => SK.startsWith('FACT#')).map(({ envelope }) => envelope as Envelope);
  const lost = facts.filter(({ id }) => !published.has(id)).map(({ id }) => `the fact ${id} was never published`);
  const known = new Set(facts.map(({ id }) => id));
  const invented = [...published].filter((id) => !known.has(id)).map((id) => `the event ${id} was never saved`);
  return [...lost, ...invented];
}

/** Leads that events speak of and the table does not know. */
function orphans({ items, events }: Ending): string[] {
  const kept = new Set(items.filter(({ SK }) => SK === 'LEAD').map(({ PK }) => PK));
  const named = new Set(events.filter(({ type }) => type.startsWith('lead.')).map(({ subject }) => subject));
  return [...named]
    .filter((id) => !kept.has(`LEAD#${id}`))
    .map((id) => `an event names a lead that is not there: ${id}`);
}

function tooLate({ events }: Ending, mostMinutesLate: number): string[] {
  return events
    .filter(({ type }) => type === 'lead.sla-breached.v1')
    .map(({ id, time, data }) => ({
      id,
      minutes: (Date.parse(time) - Date.parse(String((data as { dueAt: string }).dueAt))) / 60_000,
    }))
    .filter(({ minutes }) => minutes > mostMinutesLate)
    .map(({ id, minutes }) => `${id} came ${minutes.toFixed(0)} minutes late`);
}

/** Leads that a sweep would still look at, when all their steps had their time. */
function stillDue({ items }: Ending): string[] {
  const due = items.filter(({ SK, dueShard }) => SK === 'LEAD' && dueShard !== undefined);
  return due.map(({ PK, dueAt }) => `${PK} is still due, since ${String(dueAt)}`);
}

/** One mail per address, lead and occasion; one more where a process died between sending and noting it. */
function mailsOf({ messages, faults }: Ending) {
  const same = Map.groupBy(messages, ({ to, tags }) => [to.join(), tags['leadId'], tags['notice']].join(' '));
  const twice = [...same.values()].reduce((sum, all) => sum + all.length - 1, 0);
  const unnoted = faults.filter(({ by, fault }) => by.endsWith('notify-lead') && deaths.has(fault)).length;
  const explained = Math.min(twice, unnoted);
  const violations = twice > unnoted ? [`${twice} mails went out twice, and ${unnoted} processes died beside one`] : [];
  return { twice, explained, violations };
}
