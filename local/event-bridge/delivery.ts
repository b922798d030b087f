import { type Defeat, deadLetterCall, type Exhausted } from './dead-letter.ts';
import { type DeliveryFailure, failureOf, refusedEntry } from './delivery-failure.ts';
import type { BusEvent, Delivery, Rule } from './event-bridge-state.ts';
import { retryDelay } from './retry-delay.ts';
import type { Surroundings } from './surroundings.ts';
import type { RuleTarget } from './target.resource.ts';
import { targetCall } from './target-call.ts';

interface Errand {
  readonly rule: Rule;
  readonly target: RuleTarget;
}

/** Brings events to the targets of rules, tries again as their retry policies say, and lays aside what cannot be brought. */
export class Deliverer {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Starts the delivery of an event to every target of a rule, in their order; does not wait for any. */
  deliver(rule: Rule, event: BusEvent): void {
    for (const target of rule.targets) {
      const delivery: Delivery = {
        id: `${event.id} ${rule.arn} ${target.Id}`,
        ruleArn: rule.arn,
        targetId: target.Id,
        event,
        receivedAt: this.#around.scheduler.now(),
        retries: 0,
      };
      this.#around.state.deliveries.set(delivery.id, delivery);
      void this.#around.scheduler.track(this.#attempt({ rule, target }, delivery));
    }
  }

  async #attempt(errand: Errand, delivery: Delivery): Promise<void> {
    // The answer to PutEvents waits for no target.
    await Promise.resolve();
    try {
      const answer = await this.#around.dispatcher.call(targetCall(errand.rule, errand.target, delivery));
      const refused = refusedEntry(answer);
      if (refused) throw refused;
      this.#around.state.deliveries.delete(delivery.id);
    } catch (error) {
      await this.#failed(errand, delivery, failureOf(error));
    }
  }

  async #failed(errand: Errand, delivery: Delivery, failure: DeliveryFailure): Promise<void> {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = errand.target.RetryPolicy;
    if (!failure.retried) return this.#giveUp(errand, { delivery, failure });
    if (delivery.retries >= MaximumRetryAttempts)
      return this.#giveUp(errand, { delivery, failure, exhausted: 'MaximumRetryAttempts' });
    const { scheduler, state } = this.#around;
    const retryAt = scheduler.now() + retryDelay(delivery.id, delivery.retries);
    const expiresAt = delivery.receivedAt + MaximumEventAgeInSeconds * 1000;
    const label = `${errand.rule.logicalId}: retry of ${delivery.event['detail-type']}`;
    if (retryAt > expiresAt) {
      const exhausted: Exhausted = 'MaximumEventAgeInSeconds';
      scheduler.at(expiresAt, label, () => this.#giveUp(errand, { delivery, failure, exhausted }));
      return undefined;
    }
    const next = { ...delivery, retries: delivery.retries + 1 };
    state.deliveries.set(next.id, next);
    scheduler.at(retryAt, label, () => this.#attempt(errand, next));
    return undefined;
  }

  async #giveUp({ rule, target }: Errand, defeat: Defeat): Promise<void> {
    const { event, id } = defeat.delivery;
    const call = deadLetterCall(rule, target, defeat);
    const lost = `The rule ${rule.name} could not bring the event ${event.id} (${event['detail-type']}) to ${target.Arn}: ${defeat.failure.code}, ${defeat.failure.message}`;
    try {
      if (call) await this.#around.dispatcher.call(call);
      else this.#around.complain(`${lost}. It has no dead-letter queue: the event is lost.`);
    } catch (error) {
      this.#around.complain(`${lost}. Nor could it be laid into the dead-letter queue: ${failureOf(error).message}`);
    }
    this.#around.state.deliveries.delete(id);
  }
}
