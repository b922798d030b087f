import type { LeadTraits, SkillRule } from '../../dealers/routing/routing.ts';
import type { Lead } from '../lead/lead.ts';
import type { VehicleOfInterest } from '../stated/stated-lead.ts';

/** The skills a lead asks for by a dealer's rules, which look at what was stated only; words of people are not read. */
export function neededSkills(lead: Lead, rules: readonly SkillRule[]): readonly string[] {
  return [...new Set(rules.filter(({ when }) => holds(when, lead)).map(({ skill }) => skill))];
}

function holds(when: LeadTraits, { source, vehiclesOfInterest }: Lead): boolean {
  const { makes, models, conditions, interests } = when;
  const bySource = names(when.sources, source.system) && names(when.campaigns, source.campaign);
  const asksForVehicle = [makes, models, conditions, interests].some((values) => values !== undefined);
  return bySource && (!asksForVehicle || vehiclesOfInterest.some((vehicle) => fits(when, vehicle)));
}

/** All that is said of a vehicle must be true of the same one. */
function fits(when: LeadTraits, { make, model, condition, interest }: VehicleOfInterest): boolean {
  return (
    names(when.makes, make) &&
    names(when.models, model) &&
    names(when.conditions, condition) &&
    names(when.interests, interest)
  );
}

function names(values: readonly string[] | undefined, value: string | undefined): boolean {
  if (values === undefined) return true;
  return value !== undefined && values.some((each) => fold(each) === fold(value));
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
