import { type FieldMap, meaningOf } from '../../dealers/field-map/field-map.ts';
import type { Lead, LeadScore, ScorePart } from '../lead/lead.ts';
import type { Customer } from '../stated/stated-lead.ts';
import type { ScoringPolicy } from './score.policy.ts';

/** What of a lead its score looks at. */
export type Scorable = Pick<Lead, 'source' | 'customer' | 'tradeIns' | 'appointment' | 'asked'>;

/** What a lead is scored by: the weights, and the dealer's own words for its sources. */
interface Scoring {
  readonly policy: ScoringPolicy;
  readonly sourceWords?: FieldMap['sources'];
}

/**
 * How much a lead promises, 0 to 100, as the sum of its parts. Only what was stated in fields counts; words of people
 * are not read. What was asked for at a resubmission counts as asked for.
 */
export function scoreLead(lead: Scorable, { policy, sourceWords }: Scoring): LeadScore {
  const { details, testDrive, times } = lead.asked;
  const parts: readonly ScorePart[] = [
    part('vehicle', Math.max(0, ...details.map((detail) => policy.vehicle[detail])), policy.vehicle.exact),
    part('test-drive', lead.appointment !== undefined || testDrive, policy.testDrive),
    part('trade-in', lead.tradeIns.length > 0, policy.tradeIn),
    part('phone', phonePoints(lead.customer, policy), policy.phone.dialable),
    part('email', lead.customer.emails.length > 0, policy.email),
    part('name', isNamed(lead.customer), policy.name),
    part(
      'source',
      sourcePoints(lead.source.system, { policy, ...(sourceWords && { sourceWords }) }),
      policy.sources.of,
    ),
    part('resubmission', times > 1, policy.resubmission),
  ];
  return { value: parts.reduce((sum, { points }) => sum + points, 0), parts };
}

function part(name: ScorePart['part'], points: number | boolean, of: number): ScorePart {
  return { part: name, points: typeof points === 'number' ? points : points ? of : 0, of };
}

function phonePoints({ phones }: Customer, { phone }: ScoringPolicy): number {
  if (phones.some(({ e164 }) => e164 !== undefined)) return phone.dialable;
  return phones.length > 0 ? phone.asStated : 0;
}

function isNamed({ firstName, lastName, fullName }: Customer): boolean {
  return [firstName, lastName, fullName].some((name) => name !== undefined);
}

/** A source nobody has a word for is neither better nor worse than others. */
function sourcePoints(system: string, { policy: { sources }, sourceWords }: Scoring): number {
  const known = Object.keys(sources.points);
  const word = meaningOf(system, sourceWords, known);
  return word !== undefined && known.includes(word) ? (sources.points[word] ?? sources.neutral) : sources.neutral;
}
