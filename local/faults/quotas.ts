import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { TokenBuckets } from '../token-bucket.ts';

const quotaSchema = z.strictObject({
  /** Calls that a bucket which nobody has taken from lets through at once. */
  burst: z.number().positive(),
  perSecond: z.number().positive(),
  source: z.url(),
  /** The day on which it was looked up. */
  seen: z.iso.date().optional(),
});

const quotaListSchema = z.strictObject({
  region: z.string(),
  dated: z.iso.date(),
  note: z.string(),
  /** By `service:Action`. */
  calls: z.record(z.string(), quotaSchema),
});

/** How often an account may make which call in a region, to begin with. */
type QuotaList = z.output<typeof quotaListSchema>;

/** Reads the quotas of a region; throws RangeError where there are none. */
export function readQuotas(region: string): QuotaList {
  const file = path.join(import.meta.dirname, 'quotas', `${region}.json`);
  if (!/^[a-z0-9-]+$/.test(region) || !existsSync(file))
    throw new RangeError(`There are no quotas of ${region} in local/faults/quotas.`);
  return quotaListSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Which quotas hold, and by how much smaller they are. */
interface QuotaPlan {
  readonly region: string;
  readonly dividedBy?: number | undefined;
}

/** The quotas of an account in a region, as buckets that fill with the clock; `now` gives virtual epoch ms. */
export class Quotas {
  readonly #calls: QuotaList['calls'];
  readonly #buckets: TokenBuckets;
  readonly #dividedBy: number;

  constructor({ region, dividedBy = 1 }: QuotaPlan, now: () => number) {
    this.#calls = readQuotas(region).calls;
    this.#buckets = new TokenBuckets(now);
    this.#dividedBy = dividedBy;
  }

  /** Whether one more call is let through now; one that is takes a token. */
  takes(call: string): boolean {
    const quota = this.#calls[call];
    if (!quota) return true;
    const burstLimit = Math.max(1, quota.burst / this.#dividedBy);
    return this.#buckets.take(call, { burstLimit, rateLimit: quota.perSecond / this.#dividedBy });
  }
}
