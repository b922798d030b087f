import { RUNTIME, StateFailure } from '../values/failure.ts';
import type { Execution, Thread } from './execution.ts';
import type { Details } from './history-event.ts';

/** The longest history of a Standard execution: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_EVENTS = 25_000;

/** An event about to be recorded. */
interface Fact {
  readonly type: string;
  readonly at: number;
  readonly details?: Details;
}

/** Records an event on a thread's chain and gives its id. */
export function record(execution: Execution, thread: Thread, fact: Fact): number {
  const id = append(execution, fact, thread.previous);
  thread.previous = id;
  thread.tail = id;
  return id;
}

/** Records an event that follows the chain's last one without becoming what the next one follows. */
export function recordAside(execution: Execution, thread: Thread, fact: Fact): number {
  thread.tail = append(execution, fact, thread.tail);
  return thread.tail;
}

/** Records an event beside the chain: several of these follow one and the same event. */
export function recordBeside(execution: Execution, thread: Thread, fact: Fact): number {
  return append(execution, fact, thread.previous);
}

/** Records the event that ends an execution; it always finds room. */
export function recordEnd(execution: Execution, previousEventId: number, fact: Fact): void {
  execution.events.push({ ...fact, id: execution.events.length + 1, previousEventId, details: fact.details });
}

function append(execution: Execution, fact: Fact, previousEventId: number): number {
  const id = execution.events.length + 1;
  if (id >= MAX_EVENTS && execution.type === 'STANDARD')
    throw new StateFailure(RUNTIME, `The execution reached the maximum number of history events (${MAX_EVENTS}).`);
  execution.events.push({ id, previousEventId, type: fact.type, at: fact.at, details: fact.details });
  return id;
}
