import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const priceSchema = z.strictObject({
  service: z.string(),
  item: z.string(),
  unit: z.string(),
  /** How many units `usd` is the price of. */
  per: z.number().positive(),
  usd: z.number().nonnegative(),
  source: z.url(),
  /** The day on which it was looked up. */
  seen: z.iso.date().optional(),
});

const priceListSchema = z.strictObject({
  region: z.string(),
  dated: z.iso.date(),
  note: z.string(),
  prices: z.record(z.string(), priceSchema),
});

export type Price = z.output<typeof priceSchema>;

/** The dated list prices of one region, by the id under which units are metered. */
export type PriceList = z.output<typeof priceListSchema>;

/** Reads the price list of a region; undefined where there is none. Throws ZodError for a file that is not one. */
export function readPriceList(region: string): PriceList | undefined {
  const file = path.join(import.meta.dirname, 'prices', `${region}.json`);
  if (!/^[a-z0-9-]+$/.test(region) || !existsSync(file)) return undefined;
  return priceListSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
