/** How far something may be turned; both ends are included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Whether a value lies within its bounds. */
export function isWithin(value: number, { min, max }: Bounds): boolean {
  return min <= value && value <= max;
}

/** The value, or the bound that it lies beyond: bounds may have been narrowed since it was set. */
export function clamp(value: number, { min, max }: Bounds): number {
  return Math.min(Math.max(value, min), max);
}
