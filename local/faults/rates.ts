/** Counts what services take within a second of the clock. */
export class Rates {
  readonly #limits: Readonly<Record<string, number>>;
  /** The instants, epoch ms, of the calls that a service took last. */
  readonly #taken = new Map<string, number[]>();

  constructor(limits: Readonly<Record<string, number>> = {}) {
    this.#limits = limits;
  }

  /** Whether a service takes one more call now; one that it takes counts for a second. */
  takes(service: string, now: number): boolean {
    const limit = this.#limits[service];
    if (limit === undefined) return true;
    const recent = (this.#taken.get(service) ?? []).filter((at) => at > now - 1000);
    const takes = recent.length < limit;
    if (takes) recent.push(now);
    this.#taken.set(service, recent);
    return takes;
  }
}
