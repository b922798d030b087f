/** Rounds of the event loop without news after which a runtime counts as being at rest: what hops from task to task is caught. */
const calmRounds = 3;

/** Knows whether work is going on, and waits until it has ended. */
export class UnfinishedWork {
  #unfinished = 0;
  #begun = 0;
  #waiting: (() => void)[] = [];

  /** Counts `work` until it has settled, and gives it back. */
  track<T>(work: Promise<T>): Promise<T> {
    this.begin();
    return work.finally(() => this.end());
  }

  begin(): void {
    this.#unfinished += 1;
    this.#begun += 1;
  }

  end(): void {
    this.#unfinished -= 1;
    if (this.#unfinished > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  /** Resolves when nothing is unfinished and nothing begins within a few rounds of the event loop. */
  async rest(): Promise<void> {
    let calm = 0;
    while (calm < calmRounds) {
      if (this.#unfinished > 0) await new Promise<void>((go) => this.#waiting.push(go));
      const begun = this.#begun;
      await new Promise((go) => setImmediate(go));
      calm = this.#unfinished === 0 && this.#begun === begun ? calm + 1 : 0;
    }
  }
}
