import { expire } from './archive.ts';
import { busArn } from './bus-name.ts';
import type { Collaborators } from './collaborators.ts';
import type { Deliverer } from './deliverer.ts';
import type { BusEvent } from './event.ts';
import type { Archive, Rule } from './event-bridge-state.ts';
import { type EventFields, fieldsOf } from './pattern/event-fields.ts';
import { compileForFields } from './pattern.ts';

type Matches = (fields: EventFields) => boolean;

/** Finds the rules and archives that an event on a bus is for. */
export class EventRouter {
  readonly #collaborators: Collaborators;
  readonly #deliverer: Deliverer;
  /** Patterns ready to match, by the ARN of their rule or archive. */
  readonly #compiled = new Map<string, Matches>();

  constructor(collaborators: Collaborators, deliverer: Deliverer) {
    this.#collaborators = collaborators;
    this.#deliverer = deliverer;
  }

  /** Brings an event to every enabled rule of the bus that matches it, in the order of the templates, and to its archives. */
  route(event: BusEvent, busName: string): void {
    const fields = fieldsOf(event);
    const { state, place, scheduler } = this.#collaborators;
    const sourceArn = busArn(busName, place);
    for (const archive of state.archives.values()) {
      if (archive.sourceArn !== sourceArn || !this.#matches(archive, fields)) continue;
      expire(archive, scheduler.now());
      archive.events.add({ event, archivedAt: scheduler.now() });
    }
    for (const rule of state.rules.values()) {
      if (rule.busName !== busName || !rule.enabled || rule.eventPattern === undefined) continue;
      if (this.#matches(rule, fields)) this.#deliverer.deliver(rule, event);
    }
  }

  #matches(matcher: Rule | Archive, fields: EventFields): boolean {
    if (matcher.eventPattern === undefined) return true;
    const known = this.#compiled.get(matcher.arn);
    const matches = known ?? compileForFields(matcher.eventPattern);
    if (!known) this.#compiled.set(matcher.arn, matches);
    return matches(fields);
  }
}
