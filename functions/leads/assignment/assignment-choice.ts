import type { Temporal } from 'temporal-polyfill';
import { dutyFrom, isOnDuty } from '../../dealers/people/duty.ts';
import type { Person } from '../../dealers/people/person.ts';
import { openLeadsOf, type Roster } from '../../dealers/routing/roster.ts';
import { lastTurnOf } from '../../dealers/routing/rotation.ts';
import type { RoutingPolicy } from '../../dealers/routing/routing.ts';
import { stableNumber } from '../../platform/stable-hash.ts';
import { assigneeOf, type Lead } from '../lead/lead.ts';
import { neededSkills } from './assignment-skill.ts';

/** Why somebody was picked: by the dealer's policy, by a skill, or because nobody else was there. */
type ChoiceReason = RoutingPolicy | 'skill' | 'next-on-shift' | 'nobody-on-shift' | 'no-capacity' | 'no-salesperson';

interface Choice {
  readonly person: Person;
  readonly reason: ChoiceReason;
}

/**
 * Who gets a lead that is nobody's: of those whose work it is, on duty and with room, the one the dealer's policy
 * picks, with the skill first. With nobody on duty the next on shift, else the sales manager. An answer in time goes
 * before the fitting skill.
 */
export function chooseAssignee(lead: Lead, roster: Roster, now: Temporal.Instant): Choice | undefined {
  const team = teamOf(roster);
  const onDuty = team.filter((person) => isOnDuty(person, roster.workDays, now));
  const free = onDuty.filter((person) => hasRoom(person, roster));
  const skilled = withSkills(free, lead, roster);
  const [person] = inOrder(skilled.people, roster);
  if (person) return { person, reason: skilled.narrowed ? 'skill' : roster.routing.policy };
  const next = onDuty.length === 0 ? nextOnShift(lead, roster, now) : undefined;
  if (next) return { person: next, reason: 'next-on-shift' };
  const manager = fallback(roster, now);
  if (!manager) return undefined;
  if (team.length === 0) return { person: manager, reason: 'no-salesperson' };
  return { person: manager, reason: onDuty.length === 0 ? 'nobody-on-shift' : 'no-capacity' };
}

/**
 * Who gets a lead next that its assignee has not answered: somebody else on duty with room who has not been asked in this
 * first response, who had it least often before, with the skill first, then with the fewest open leads where they are
 * counted. Among equals the lead itself decides, so that many leads at one moment spread without a turn that all would wait
 * for. Nobody where all have been asked.
 */
export function chooseNextAssignee(lead: Lead, roster: Roster, now: Temporal.Instant): Person | undefined {
  // Whoever had it when this first response began is asked in it, too.
  const first = lead.assignments.findLastIndex(({ at }) => at <= lead.sla.startedAt);
  const asked = new Set(lead.assignments.slice(Math.max(0, first)).map(({ personId }) => personId));
  const assignee = assigneeOf(lead);
  const others = teamOf(roster).filter(
    (person) =>
      person.id !== assignee &&
      !asked.has(person.id) &&
      isOnDuty(person, roster.workDays, now) &&
      hasRoom(person, roster),
  );
  const skilled = new Set(withSkills(others, lead, roster).people);
  const rank = (person: Person) => {
    const before = lead.assignments.filter(({ personId }) => personId === person.id).length;
    return [before, skilled.has(person) ? 0 : 1, openLeadsOf(roster, person.id), stableNumber(lead.leadId + person.id)];
  };
  return sortedBy(others, rank)[0];
}

function teamOf({ people, routing }: Roster): readonly Person[] {
  return people.filter(({ role }) => routing.roles.includes(role));
}

function hasRoom({ id, capacity }: Person, roster: Roster): boolean {
  return capacity === undefined || openLeadsOf(roster, id) < capacity;
}

/** Those with every skill the lead asks for; all of them where none has, or none is asked for. */
function withSkills(people: readonly Person[], lead: Lead, { routing }: Roster) {
  const needed = neededSkills(lead, routing.skills);
  const able = people.filter(({ skills = [] }) => needed.every((skill) => skills.includes(skill)));
  const narrowed = needed.length > 0 && able.length > 0;
  return { people: narrowed ? able : people, narrowed };
}

/** Whose turn was longest ago goes first; by capacity, whoever is least busy for the work they can take. */
function inOrder(people: readonly Person[], roster: Roster): readonly Person[] {
  const largest = Math.max(1, ...people.map(({ capacity = 1 }) => capacity));
  return sortedBy(people, ({ id, capacity = largest }) => {
    const lastTurn = lastTurnOf(roster.rotation, id);
    const busy = openLeadsOf(roster, id) / Math.max(1, capacity);
    return roster.routing.policy === 'capacity' ? [busy, lastTurn] : [lastTurn];
  });
}

function nextOnShift(lead: Lead, roster: Roster, now: Temporal.Instant): Person | undefined {
  const outlook = { now, withinDays: roster.routing.nextOnShiftWithinDays };
  const coming = teamOf(roster).flatMap((person) => {
    const from = hasRoom(person, roster) ? dutyFrom(person, roster.workDays, outlook) : undefined;
    return from ? [{ person, fromMilliseconds: from.epochMilliseconds }] : [];
  });
  const first = Math.min(...coming.map(({ fromMilliseconds }) => fromMilliseconds));
  const together = coming.filter(({ fromMilliseconds }) => fromMilliseconds === first).map(({ person }) => person);
  return inOrder(withSkills(together, lead, roster).people, roster)[0];
}

/** The last resort takes leads off shift and over capacity too: a lead must have somebody who looks after it. */
function fallback(roster: Roster, now: Temporal.Instant): Person | undefined {
  const managers = roster.people.filter(({ role }) => role === roster.routing.fallbackRole);
  const onDuty = managers.filter((person) => isOnDuty(person, roster.workDays, now));
  return inOrder(onDuty.length > 0 ? onDuty : managers, roster)[0];
}

/** In ascending order of their ranks, compared number by number, then of their ids. */
function sortedBy(people: readonly Person[], rankOf: (person: Person) => readonly number[]): readonly Person[] {
  const ranked = people.map((person) => ({ person, rank: rankOf(person) }));
  return ranked
    .sort((one, other) => {
      const difference = one.rank.map((value, index) => value - (other.rank[index] ?? 0)).find((each) => each !== 0);
      return difference ?? (one.person.id < other.person.id ? -1 : 1);
    })
    .map(({ person }) => person);
}
