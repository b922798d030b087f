/** Lets one invocation run at a time while it is on, in the order in which they were asked for; without it they run as they come. */
export class Turns {
  #on = false;
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  /** Switches it; whoever waits goes on. */
  set on(on: boolean) {
    this.#on = on;
    if (on) return;
    this.#taken = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Runs when its turn comes. */
  async take<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#on) return run();
    await this.#acquire();
    try {
      return await run();
    } finally {
      this.#release();
    }
  }

  /** Runs what an invocation waits for while others have its turn: another invocation may be among it. */
  async yieldTo<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#on) return run();
    this.#release();
    try {
      return await run();
    } finally {
      await this.#acquire();
    }
  }

  async #acquire(): Promise<void> {
    if (this.#taken) await new Promise<void>((go) => this.#waiting.push(go));
    this.#taken = this.#on;
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}
