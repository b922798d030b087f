/** Units of one kind that one caller used up. */
export interface Used {
  /** The id of their price. */
  readonly id: string;
  readonly units: number;
  /** Who used them: the logical id of a function, machine, rule or route, or what `by` says of events. */
  readonly by: string;
}

/** Adds up what is billed by use. */
export class Meter {
  readonly #used = new Map<string, Map<string, number>>();

  add(id: string, units: number, by: string): void {
    if (units === 0) return;
    const callers = this.#used.get(id) ?? new Map<string, number>();
    callers.set(by, (callers.get(by) ?? 0) + units);
    this.#used.set(id, callers);
  }

  /** All that was used so far, by price and caller. */
  used(): Used[] {
    return [...this.#used].flatMap(([id, callers]) => [...callers].map(([by, units]) => ({ id, units, by })));
  }
}
