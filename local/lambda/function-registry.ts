import { Environments } from './environments.ts';
import type { LambdaFunction } from './function-resource.ts';

/** What others may ask about functions before Lambda serves them: their names, and the environments that run. */
export class FunctionRegistry {
  readonly environments = new Environments();
  readonly #names = new Map<string, string>();
  readonly #groups = new Map<string, string>();

  /** Notes a function's name; of two stacks' functions with one logical id the first counts. */
  add({ logicalId, name, logGroup }: Pick<LambdaFunction, 'logicalId' | 'name' | 'logGroup'>): void {
    if (!this.#names.has(logicalId)) this.#names.set(logicalId, name);
    this.#groups.set(name, logGroup);
  }

  /** The log group of the function of this name; undefined where there is no such function. */
  logGroupOf(name: string): string | undefined {
    return this.#groups.get(name);
  }

  /** The full name of the function with this logical id; the id itself where there is none. */
  nameOf(logicalId: string): string {
    return this.#names.get(logicalId) ?? logicalId;
  }
}
