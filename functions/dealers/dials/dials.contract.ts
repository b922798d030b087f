import * as z from 'zod';
import type { DialBounds } from './dial-bounds.policy.ts';

/** A dealer's dials by name: those the programme knows, each a whole number within its bounds, and no other. */
export function dialsBody(bounds: DialBounds) {
  const dials = Object.entries(bounds).map(([name, { min, max }]) => {
    const range = `must be a whole number from ${min} to ${max}`;
    return [name, z.exactOptional(z.int(range).min(min, range).max(max, range))] as const;
  });
  return z.strictObject(Object.fromEntries(dials));
}
