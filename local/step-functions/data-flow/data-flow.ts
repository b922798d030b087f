import type { Bindings } from '../jsonata/bindings.ts';
import type { Payload } from '../values/payload.ts';

/** What a state's fields are evaluated against. */
export interface Moment extends Bindings {
  /** The state's input, as it came. */
  readonly input: Payload;
  /** The context object, for JSONPath's `$$`. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** How a state ended: what it gives to the next one and what it assigns to variables. */
export interface Conclusion {
  readonly output: Payload;
  readonly assigned: Readonly<Record<string, Payload>> | undefined;
}

/** How data passes through a state; there is one implementation per query language. */
export interface DataFlow {
  /** What the state works on: its arguments, else its input. */
  effectiveInput(moment: Moment): Payload | Promise<Payload>;
  /** Output and assigned variables; `result` is what the state's work gave. */
  conclude(moment: Moment, result: Payload): Conclusion | Promise<Conclusion>;
}
