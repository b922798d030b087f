import type { Measure } from '../cloudwatch/measure.ts';
import { AwsError, type Dispatcher } from '../dispatcher.ts';
import type { Journal } from '../journal/journal.ts';
import { type KeptMap, keptMap } from '../journal/kept-map.ts';
import type { Scheduler } from '../scheduler.ts';
import { type Condition, type Ended, sendRecord, sendToDeadLetters } from './destination.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import type { InvocationOutcome } from './execution-environment.ts';
import { type LambdaFunction, principalOf } from './function-resource.ts';

/** An event in a function's queue of asynchronous invocations; plain data. */
interface QueuedEvent {
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: string;
  /** Virtual epoch ms. */
  readonly receivedAt: number;
  invokeCount: number;
  throttleCount: number;
  lastAnswer?: string;
  /** When it is run next, or again where that run was cut short; virtual epoch ms. */
  dueAt: number;
  /** Set when it is not run again: at `dueAt` it ends. */
  tooOld?: true;
}

interface EventInvocationParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly journal: Journal;
  /** The function of that name as it is now; the event's fate follows its configuration. */
  functionOf(name: string): LambdaFunction;
  configOf(name: string): EventInvokeConfig;
  /** Runs it once; rejects with AwsError when it cannot be run now. */
  run(fn: LambdaFunction, event: QueuedEvent): Promise<InvocationOutcome>;
  log(functionName: string, requestId: string, line: string): void;
  readonly measure: Measure;
}

/** Where the record of an end goes, and what Lambda counts if it does not arrive. */
interface Delivery {
  readonly arn: string;
  readonly lost: 'DestinationDeliveryFailures' | 'DeadLetterErrors';
  send(): Promise<void>;
}

const minute = 60_000;
const longestBackoffMilliseconds = 300_000;

/** The queues of asynchronous invocations: retries after one and two minutes, backs off when throttled, and reports the end. */
export class EventInvocations {
  readonly #parts: EventInvocationParts;
  /** By function and the id of the request. */
  readonly #queued = new Map<string, KeptMap<QueuedEvent>>();

  constructor(parts: EventInvocationParts) {
    this.#parts = parts;
  }

  /** Takes a function into service, with the events that an earlier run left in its queue. */
  serve(functionName: string): void {
    const queue = keptMap<QueuedEvent>(this.#parts.journal.shelf('events', `the function ${functionName}`));
    this.#queued.set(functionName, queue);
    for (const event of queue.values()) this.#arm(event);
  }

  /** Takes an event; it is run at once, after the caller has its answer. */
  accept(functionName: string, requestId: string, payload: string): void {
    const receivedAt = this.#parts.scheduler.now();
    const counts = { invokeCount: 0, throttleCount: 0 };
    const event: QueuedEvent = { functionName, requestId, payload, receivedAt, ...counts, dueAt: receivedAt };
    this.#queued.get(functionName)?.set(requestId, event);
    this.#parts.measure('AWS/Lambda', { FunctionName: functionName }, { AsyncEventsReceived: 1 });
    this.#arm(event);
  }

  #arm(event: QueuedEvent): void {
    const label = `lambda ${event.functionName} event ${event.requestId}`;
    const run = () => (event.tooOld ? this.#end(event, 'EventAgeExceeded') : this.#attempt(event));
    this.#parts.scheduler.at(event.dueAt, label, run);
  }

  async #attempt(event: QueuedEvent): Promise<void> {
    const fn = this.#parts.functionOf(event.functionName);
    try {
      const outcome = await this.#parts.run(fn, event);
      event.invokeCount += 1;
      event.lastAnswer = outcome.payload;
      if (!outcome.failed) await this.#end(event, 'Success');
      else await this.#afterError(event);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#afterThrottle(event, fn);
    }
  }

  async #afterError(event: QueuedEvent): Promise<void> {
    const { retryAttempts } = this.#parts.configOf(event.functionName);
    if (event.invokeCount > retryAttempts) await this.#end(event, 'RetriesExhausted');
    else this.#again(event, event.invokeCount * minute);
  }

  /** Doubles from one second to five minutes. A function reserved to no concurrency is never run: its events end at once. */
  async #afterThrottle(event: QueuedEvent, fn: LambdaFunction): Promise<void> {
    if (fn.reservedConcurrency === 0) return this.#end(event, 'RetriesExhausted');
    const wait = Math.min(1000 * 2 ** event.throttleCount, longestBackoffMilliseconds);
    event.throttleCount += 1;
    this.#again(event, wait);
  }

  #again(event: QueuedEvent, wait: number): void {
    const { scheduler } = this.#parts;
    const { maximumAgeSeconds } = this.#parts.configOf(event.functionName);
    const expiresAt = event.receivedAt + maximumAgeSeconds * 1000;
    const at = scheduler.now() + wait;
    if (at > expiresAt) event.tooOld = true;
    event.dueAt = Math.min(at, expiresAt);
    this.#queued.get(event.functionName)?.changed(event.requestId);
    this.#arm(event);
  }

  async #end(event: QueuedEvent, condition: Condition): Promise<void> {
    const { dispatcher } = this.#parts;
    const fn = this.#parts.functionOf(event.functionName);
    const { onSuccessArn, onFailureArn } = this.#parts.configOf(event.functionName);
    const sent = { ended: this.#ended(event, { fn, condition }), principal: principalOf(fn) };
    const arn = condition === 'Success' ? onSuccessArn : onFailureArn;
    if (arn)
      await this.#deliver(event, {
        ...{ arn, lost: 'DestinationDeliveryFailures' },
        send: () => sendRecord(dispatcher, arn, sent),
      });
    const letters = condition === 'Success' ? undefined : fn.deadLetterArn;
    if (letters)
      await this.#deliver(event, {
        ...{ arn: letters, lost: 'DeadLetterErrors' },
        send: () => sendToDeadLetters(dispatcher, letters, sent),
      });
    if (condition !== 'Success')
      this.#parts.measure('AWS/Lambda', { FunctionName: fn.name }, { AsyncEventsDropped: 1 });
    this.#queued.get(event.functionName)?.delete(event.requestId);
  }

  #ended(event: QueuedEvent, end: { fn: LambdaFunction; condition: Condition }): Ended {
    const { requestId, payload, lastAnswer, invokeCount } = event;
    const at = this.#parts.scheduler.now();
    return {
      requestId,
      functionArn: end.fn.arn,
      condition: end.condition,
      invokeCount,
      payload,
      answer: lastAnswer,
      at,
    };
  }

  /** AWS drops a record that its destination does not take, and counts it in a metric. */
  async #deliver(event: QueuedEvent, { arn, lost, send }: Delivery): Promise<void> {
    try {
      await send();
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.#parts.measure('AWS/Lambda', { FunctionName: event.functionName }, { [lost]: 1 });
      this.#parts.log(
        event.functionName,
        event.requestId,
        `The record of this invocation did not reach ${arn}: ${reason}`,
      );
    }
  }
}
