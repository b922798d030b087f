import type { Exhausted } from '../event-bridge/delivery.ts';
import type { DeliveryFailure } from '../event-bridge/delivery-failure.ts';

/** A tick of a schedule on its way to the target; plain data. */
export interface TargetInvocation {
  readonly id: string;
  /** The tick, epoch milliseconds. */
  readonly scheduledAt: number;
  /** Tries made after the first one. */
  readonly retries: number;
  /** When it is tried next, or again where that try was cut short; epoch milliseconds. */
  readonly dueAt: number;
  /** Why it is not tried again: at `dueAt` it is given up. */
  readonly defeat?: InvocationDefeat;
}

/** Why an invocation is given up. */
export interface InvocationDefeat {
  readonly failure: DeliveryFailure;
  readonly exhausted?: Exhausted;
}
