import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';

export type QueryLanguage = 'JSONata' | 'JSONPath';

/** What the compiler needs to know of the state machine. */
export interface Compilation {
  readonly machine: string;
  /** The definition's own query language, which its states have unless they say otherwise. */
  readonly language: QueryLanguage;
  readonly sources: ClockAndChance;
}
