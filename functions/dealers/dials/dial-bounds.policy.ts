import * as z from 'zod';
import followUp from '../../../policies/follow-up/oem-default.json' with { type: 'json' };
import type { Bounds } from './bounds.ts';

const bounds = z.object({ min: z.int(), max: z.int() });

/** The dials a programme knows, each with how far a dealer may turn it. */
export type DialBounds = Readonly<Record<string, Bounds>>;

/** The OEM's bounds for a dealer's dials; the rest of that policy is the leads room's. */
export const dialBounds: DialBounds = z.object({ dialBounds: z.record(z.string(), bounds) }).parse(followUp).dialBounds;
