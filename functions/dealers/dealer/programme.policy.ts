import { type DialBounds, dialBounds } from '../dials/dial-bounds.policy.ts';
import { firstResponseBounds, type SlaBounds } from '../dials/sla-bounds.policy.ts';
import { type OemWords, oemWords } from '../field-map/words.policy.ts';

/** What the OEM's programme lets a dealer set for itself. */
export interface Programme {
  readonly bounds: SlaBounds;
  readonly words: OemWords;
  readonly dials: DialBounds;
}

/** The programme in force for every dealer. */
export const programme: Programme = { bounds: firstResponseBounds, words: oemWords, dials: dialBounds };
