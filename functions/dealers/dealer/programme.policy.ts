import { type DialBounds, dialBoundsPolicies } from '../dials/dial-bounds.policy.ts';
import { type SlaBounds, slaBoundsPolicies } from '../dials/sla-bounds.policy.ts';
import { type OemWords, wordPolicies } from '../field-map/words.policy.ts';

/** What the OEM's programme lets a dealer set for itself. */
export interface Programme {
  readonly bounds: SlaBounds;
  readonly words: OemWords;
  readonly dials: DialBounds;
}

/** The programme in force for every dealer at an instant (ISO text) in an AWS region. */
export function programmeAt(at: string, region: string): Programme {
  return {
    bounds: slaBoundsPolicies.inForce(at, region),
    words: wordPolicies.inForce(at, region),
    dials: dialBoundsPolicies.inForce(at, region),
  };
}

/** The programme of the latest date, which the API's description shows. */
export const newestProgramme: Programme = {
  bounds: slaBoundsPolicies.newest,
  words: wordPolicies.newest,
  dials: dialBoundsPolicies.newest,
};
