/** What a bucket of tokens holds and how fast it fills. */
export interface Throttle {
  /** Tokens a second. */
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/** A bucket of tokens, full at first, as AWS throttles calls; `elapsed` is in milliseconds. */
class TokenBucket {
  readonly #throttle: Throttle;
  #tokens: number;
  #filledAt: number;

  constructor(throttle: Throttle, elapsed: number) {
    this.#throttle = throttle;
    this.#tokens = throttle.burstLimit;
    this.#filledAt = elapsed;
  }

  /** Takes a token; false when there is none. */
  take(elapsed: number): boolean {
    const gained = ((elapsed - this.#filledAt) / 1000) * this.#throttle.rateLimit;
    this.#tokens = Math.min(this.#throttle.burstLimit, this.#tokens + gained);
    this.#filledAt = elapsed;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Buckets by name, each made when it is first asked for. */
export class TokenBuckets {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #elapsed: () => number;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  take(name: string, throttle: Throttle): boolean {
    const bucket = this.#buckets.get(name) ?? new TokenBucket(throttle, this.#elapsed());
    this.#buckets.set(name, bucket);
    return bucket.take(this.#elapsed());
  }
}
