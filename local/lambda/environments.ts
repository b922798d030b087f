import type { Death, ExecutionEnvironment } from './execution-environment.ts';

/** The execution environments that run, by the number under which each calls AWS. */
export class Environments {
  readonly #running = new Map<number, ExecutionEnvironment>();
  #made = 0;

  /** Makes an environment; `create` is told its number. */
  add(create: (number: number) => ExecutionEnvironment): ExecutionEnvironment {
    for (const [number, { dead }] of this.#running) if (dead) this.#running.delete(number);
    this.#made += 1;
    const environment = create(this.#made);
    this.#running.set(this.#made, environment);
    return environment;
  }

  isAlive(number: number): boolean {
    return this.#running.get(number)?.dead === false;
  }

  /** Ends an environment in the midst of its invocation; resolves when it has ended. */
  async kill(number: number, death: Death): Promise<void> {
    await this.#running.get(number)?.kill(death);
  }
}
