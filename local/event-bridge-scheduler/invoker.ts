import type { Place } from '../cloudformation/resource.ts';
import type { Dispatcher } from '../dispatcher.ts';
import { type DeliveryFailure, failureOf, refusedEntry } from '../event-bridge/delivery-failure.ts';
import { retryDelay } from '../event-bridge/retry-delay.ts';
import type { Journal } from '../journal/journal.ts';
import { type KeptMap, keptMap } from '../journal/kept-map.ts';
import type { Scheduler } from '../scheduler.ts';
import type { InvocationDefeat, TargetInvocation } from './invocation.ts';
import type { LoadedSchedule } from './schedule.resource.ts';
import { deadLetterCall, targetCall } from './target-call.ts';

/** What an invoker works with. */
export interface InvokerParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal: Journal;
  /** Hears what AWS would drop in silence. */
  readonly complain: (message: string) => void;
}

/** Invokes the target of one schedule, tries again as its retry policy says, and lays aside what fails for good. */
export class Invoker {
  readonly #parts: InvokerParts;
  readonly #schedule: LoadedSchedule;
  readonly #underWay: KeptMap<TargetInvocation>;

  /** Goes on with what an earlier run left under way. */
  constructor(parts: InvokerParts, schedule: LoadedSchedule) {
    this.#parts = parts;
    this.#schedule = schedule;
    this.#underWay = keptMap<TargetInvocation>(parts.journal.shelf('deliveries', `the schedule ${schedule.path}`));
    for (const invocation of this.#underWay.values()) this.#arm(invocation);
  }

  /** Starts the invocation for a tick (epoch ms) and does not wait for it; `time` tells a tick that fires again, from 0. */
  invoke(tick: number, time: number): void {
    const { scheduler } = this.#parts;
    const id = `${this.#schedule.arn} at ${tick}${time === 0 ? '' : ` ${time}`}`;
    const invocation = { id, scheduledAt: tick, retries: 0, dueAt: scheduler.now() };
    this.#underWay.set(id, invocation);
    void scheduler.track(this.#attempt(invocation));
  }

  #arm(invocation: TargetInvocation): void {
    const { defeat, dueAt, id } = invocation;
    const run = () => (defeat ? this.#giveUp({ ...invocation, defeat }) : this.#attempt(invocation));
    this.#parts.scheduler.at(dueAt, `${this.#schedule.logicalId}: invocation ${id}`, run);
  }

  async #attempt(invocation: TargetInvocation): Promise<void> {
    const { dispatcher, place } = this.#parts;
    try {
      const answer = await dispatcher.call(targetCall(this.#schedule, invocation, place));
      const refused = refusedEntry(answer);
      if (refused) throw refused;
      this.#underWay.delete(invocation.id);
    } catch (error) {
      await this.#failed(invocation, failureOf(error));
    }
  }

  async #failed(invocation: TargetInvocation, failure: DeliveryFailure): Promise<void> {
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = this.#schedule.target.RetryPolicy;
    if (!failure.retried) return this.#giveUp({ ...invocation, defeat: { failure } });
    if (invocation.retries >= MaximumRetryAttempts)
      return this.#giveUp({ ...invocation, defeat: { failure, exhausted: 'MaximumRetryAttempts' } });
    const retryAt = this.#parts.scheduler.now() + retryDelay(invocation.id, invocation.retries);
    const expiresAt = invocation.scheduledAt + MaximumEventAgeInSeconds * 1000;
    const defeat: InvocationDefeat = { failure, exhausted: 'MaximumEventAgeInSeconds' };
    const next =
      retryAt > expiresAt
        ? { ...invocation, dueAt: expiresAt, defeat }
        : { ...invocation, dueAt: retryAt, retries: invocation.retries + 1 };
    this.#underWay.set(next.id, next);
    this.#arm(next);
  }

  async #giveUp(invocation: TargetInvocation & { readonly defeat: InvocationDefeat }): Promise<void> {
    const { dispatcher, place, complain } = this.#parts;
    const { path, target } = this.#schedule;
    const { code, message } = invocation.defeat.failure;
    const lost = `The schedule ${path} could not invoke ${target.Arn}: ${code}, ${message}`;
    const call = deadLetterCall(this.#schedule, invocation, place);
    try {
      if (call) await dispatcher.call(call);
      else complain(`${lost}. It has no dead-letter queue: the invocation is lost.`);
    } catch (error) {
      complain(`${lost}. Nor could it be laid into the dead-letter queue: ${failureOf(error).message}`);
    }
    this.#underWay.delete(invocation.id);
  }
}
