import type { DeliveryFailure } from './delivery-failure.ts';
import type { BusEvent } from './event.ts';

/** An event on its way to one target of a rule. */
export interface Delivery {
  readonly id: string;
  readonly ruleArn: string;
  readonly targetId: string;
  readonly event: BusEvent;
  /** Epoch milliseconds at which the bus took the event. */
  readonly receivedAt: number;
  /** Tries made after the first one. */
  readonly retries: number;
  /** When it is tried next, or again where that try was cut short; epoch milliseconds. */
  readonly dueAt: number;
  /** Why it is not tried again: at `dueAt` it is given up. */
  readonly defeat?: Omit<Defeat, 'delivery'>;
}

/** Which limit of the retry policy ended the tries. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

export interface Defeat {
  readonly delivery: Delivery;
  readonly failure: DeliveryFailure;
  readonly exhausted?: Exhausted | undefined;
}
