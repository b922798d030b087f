/** How an assignee is picked among those who could take a lead: whose turn it is, or who has the most room. */
export const routingPolicies = ['round-robin', 'capacity'] as const;
export type RoutingPolicy = (typeof routingPolicies)[number];

/** What a lead must state for a rule to hold: all that is named here, each as one of the values, whatever the case. */
export interface LeadTraits {
  readonly makes?: readonly string[];
  readonly models?: readonly string[];
  readonly conditions?: readonly string[];
  readonly interests?: readonly string[];
  /** Names of sending systems, such as a dealer's site in another language. */
  readonly sources?: readonly string[];
  readonly campaigns?: readonly string[];
}

/** Leads of this kind go to people with this skill, as far as one of them can take them. */
export interface SkillRule {
  /** A code such as `lang:es` or `ev`. */
  readonly skill: string;
  readonly when: LeadTraits;
}

/** What a dealer says of how its leads are given out. */
export interface RoutingForm {
  readonly policy: RoutingPolicy;
  /** Whose work leads are; the default policy's roles where it says nothing. */
  readonly roles?: readonly string[];
  readonly skills?: readonly SkillRule[];
}

/** What holds where a dealer says nothing. */
export interface RoutingDefaults {
  readonly policy: RoutingPolicy;
  readonly roles: readonly string[];
  /** Who gets a lead when nobody with those roles can. */
  readonly fallbackRole: string;
  /** How far ahead a shift may begin for its person to count as the next on shift. */
  readonly nextOnShiftWithinDays: number;
}

/** How a dealer's leads are given out, nothing left open. */
export interface Routing extends RoutingDefaults {
  readonly skills: readonly SkillRule[];
}
