import type { Place } from '../cloudformation/resource.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { DeliveryFaults } from '../faults/delivery-faults.ts';
import type { Journal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import type { EventBridgeState } from './event-bridge-state.ts';

/** What the parts of EventBridge work with. */
export interface Collaborators {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly state: EventBridgeState;
  readonly journal: Journal;
  readonly faults: DeliveryFaults;
  /** Hears what AWS would drop in silence. */
  readonly complain: (message: string) => void;
}
