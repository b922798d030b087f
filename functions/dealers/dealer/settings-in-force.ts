import { clamp } from '../dials/bounds.ts';
import type { Dials } from '../dials/follow-up-dials.ts';
import type { Dealer } from './dealer.ts';
import type { Programme } from './programme.policy.ts';

/**
 * A dealer with what of its own settings holds for its next lead: the programme may have dropped a dial, or narrowed
 * bounds, since it was set. What this shows may be sent back as it is.
 */
export function settingsInForce(dealer: Dealer, programme: Pick<Programme, 'bounds' | 'dials'>): Dealer {
  const { dials, slaOverrides, ...rest } = dealer;
  const { minMinutes: min, maxMinutes: max } = programme.bounds;
  const own = slaOverrides?.firstResponseMinutes;
  return {
    ...rest,
    ...(own !== undefined && { slaOverrides: { firstResponseMinutes: clamp(own, { min, max }) } }),
    ...(dials && { dials: dialsInForce(dials, programme.dials) }),
  };
}

function dialsInForce(dials: Dials, bounds: Programme['dials']): Dials {
  const held = Object.entries(bounds).flatMap(([name, range]) => {
    const value = dials[name];
    return typeof value === 'number' ? [[name, clamp(value, range)]] : [];
  });
  return Object.fromEntries(held);
}
