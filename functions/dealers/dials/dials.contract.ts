import * as z from 'zod';
import { type Bounds, isWithin } from './bounds.ts';
import type { DialBounds } from './dial-bounds.policy.ts';

const name = z.string().trim().min(1, 'must not be empty').max(500);
const dial = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number or true or false');

/** A dealer's dials by name: those the programme knows are whole numbers within its bounds, others are kept. */
export function dialsBody(bounds: DialBounds) {
  const known = Object.entries(bounds);
  const properties = known.map(([key, { min, max }]) => [key, { type: 'integer', minimum: min, maximum: max }]);
  return z
    .record(name, dial)
    .superRefine((dials, context) => {
      for (const [key, range] of known)
        if (dials[key] !== undefined && !isWholeWithin(dials[key], range)) {
          const message = `must be a whole number from ${range.min} to ${range.max}`;
          context.addIssue({ code: 'custom', path: [key], message });
        }
    })
    .meta({ properties: Object.fromEntries(properties) });
}

function isWholeWithin(value: unknown, bounds: Bounds): boolean {
  return Number.isInteger(value) && isWithin(Number(value), bounds);
}
