import { keptMap } from '../journal/kept-map.ts';
import type { Collaborators } from './collaborators.ts';
import { deadLetterCall } from './dead-letter.ts';
import type { Defeat, Delivery, Exhausted } from './delivery.ts';
import { type DeliveryFailure, failureOf, refusedEntry } from './delivery-failure.ts';
import type { BusEvent } from './event.ts';
import type { Rule } from './event-bridge-state.ts';
import { retryDelay } from './retry-delay.ts';
import type { RuleTarget } from './target.resource.ts';
import { targetCall } from './target-call.ts';

interface Errand {
  readonly rule: Rule;
  readonly target: RuleTarget;
}

/** Brings events to the targets of rules, tries again as their retry policies say, and lays aside what cannot be brought. */
export class Deliverer {
  readonly #collaborators: Collaborators;

  constructor(collaborators: Collaborators) {
    this.#collaborators = collaborators;
  }

  /** Starts the delivery of an event to every target of a rule, in their order; does not wait for any. */
  deliver(rule: Rule, event: BusEvent): void {
    for (const target of rule.targets) {
      const to = target.Arn.split(':').at(-1) ?? target.Arn;
      const arrivals = this.#collaborators.faults.arrivals({ service: 'events', from: rule.logicalId, to });
      for (const [copy, delay] of arrivals.entries()) this.#deliver({ rule, target }, event, { copy, delay });
    }
  }

  /** A copy beyond the first is a delivery of its own; `delay` is in milliseconds. */
  #deliver(errand: Errand, event: BusEvent, { copy, delay }: { copy: number; delay: number }): void {
    const { rule, target } = errand;
    const { scheduler, state } = this.#collaborators;
    const dueAt = scheduler.now() + delay;
    const delivery: Delivery = {
      id: `${event.id} ${rule.arn} ${target.Id}${copy === 0 ? '' : ` ${copy}`}`,
      ruleArn: rule.arn,
      targetId: target.Id,
      event,
      receivedAt: scheduler.now(),
      retries: 0,
      dueAt,
    };
    state.deliveries.get(rule.arn)?.set(delivery.id, delivery);
    if (delay === 0) void scheduler.track(this.#attempt(errand, delivery));
    else this.#arm(errand, delivery);
  }

  /** Takes a rule into service, with the deliveries that an earlier run left: what was being tried is tried again. */
  serve(rule: Rule): void {
    const { state, journal, complain } = this.#collaborators;
    const deliveries = keptMap<Delivery>(journal.shelf('deliveries', `the rule ${rule.name}`));
    state.deliveries.set(rule.arn, deliveries);
    for (const delivery of deliveries.values()) {
      const target = rule.targets.find(({ Id }) => Id === delivery.targetId);
      if (target) this.#arm({ rule, target }, delivery);
      else {
        complain(`The rule ${rule.name} has no target ${delivery.targetId} any more: an event for it was dropped.`);
        deliveries.delete(delivery.id);
      }
    }
  }

  #arm(errand: Errand, delivery: Delivery): void {
    const { defeat, dueAt, id } = delivery;
    const run = () => (defeat ? this.#giveUp(errand, { ...defeat, delivery }) : this.#attempt(errand, delivery));
    this.#collaborators.scheduler.at(dueAt, `${errand.rule.logicalId}: delivery ${id}`, run);
  }

  #waitUntil(errand: Errand, delivery: Delivery): void {
    this.#collaborators.state.deliveries.get(errand.rule.arn)?.set(delivery.id, delivery);
    this.#arm(errand, delivery);
  }

  async #attempt(errand: Errand, delivery: Delivery): Promise<void> {
    // The answer to PutEvents waits for no target.
    await Promise.resolve();
    try {
      const answer = await this.#collaborators.dispatcher.call(targetCall(errand.rule, errand.target, delivery));
      const refused = refusedEntry(answer);
      if (refused) throw refused;
      this.#collaborators.state.deliveries.get(errand.rule.arn)?.delete(delivery.id);
    } catch (error) {
      await this.#failed(errand, delivery, failureOf(error));
    }
  }

  async #failed(errand: Errand, delivery: Delivery, failure: DeliveryFailure): Promise<void> {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = errand.target.RetryPolicy;
    if (!failure.retried) return this.#giveUp(errand, { delivery, failure });
    if (delivery.retries >= MaximumRetryAttempts)
      return this.#giveUp(errand, { delivery, failure, exhausted: 'MaximumRetryAttempts' });
    const retryAt = this.#collaborators.scheduler.now() + retryDelay(delivery.id, delivery.retries);
    const expiresAt = delivery.receivedAt + MaximumEventAgeInSeconds * 1000;
    const exhausted: Exhausted = 'MaximumEventAgeInSeconds';
    const next =
      retryAt > expiresAt
        ? { ...delivery, dueAt: expiresAt, defeat: { failure, exhausted } }
        : { ...delivery, dueAt: retryAt, retries: delivery.retries + 1 };
    return this.#waitUntil(errand, next);
  }

  async #giveUp({ rule, target }: Errand, defeat: Defeat): Promise<void> {
    const { event, id } = defeat.delivery;
    const call = deadLetterCall(rule, target, defeat);
    const lost = `The rule ${rule.name} could not bring the event ${event.id} (${event['detail-type']}) to ${target.Arn}: ${defeat.failure.code}, ${defeat.failure.message}`;
    try {
      if (call) await this.#collaborators.dispatcher.call(call);
      else this.#collaborators.complain(`${lost}. It has no dead-letter queue: the event is lost.`);
    } catch (error) {
      this.#collaborators.complain(
        `${lost}. Nor could it be laid into the dead-letter queue: ${failureOf(error).message}`,
      );
    }
    this.#collaborators.state.deliveries.get(rule.arn)?.delete(id);
  }
}
