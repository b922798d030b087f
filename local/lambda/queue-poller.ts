import { AwsError, type Dispatcher, type Principal } from '../dispatcher.ts';
import type { DeliveryFaults } from '../faults/delivery-faults.ts';
import type { Scheduler, Timer } from '../scheduler.ts';
import type { PolledQueue } from '../sqs/polled-queue.ts';
import { eventText } from './event-source-batch.ts';
import { functionNameIn } from './function-resource.ts';
import { doneWith, type ReceivedMessage, recordsIn, withinPayload } from './queue-batch.ts';
import type { QueueMapping } from './queue-mapping.ts';

interface PollerParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly faults: DeliveryFaults;
  readonly queue: PolledQueue;
  /** Calls the function. */
  readonly invoker: Principal;
  /** Receives and deletes. */
  principal(): Principal;
}

/** Messages on their way to the function. */
interface Delivery {
  readonly records: readonly ReceivedMessage[];
  /** When they can be received again, epoch ms: from then on they are not this delivery's. */
  readonly hiddenUntil: number;
  /** How often the function was not to be had. */
  readonly refusals: number;
}

/** SQS hands out so many messages a call, and takes so many in a batch. */
const messagesPerCall = 10;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Receives a queue's messages for a function and deletes those it is done with. */
export class QueuePoller {
  readonly #mapping: QueueMapping;
  readonly #parts: PollerParts;
  /** Batches that the function has, or that it was refused for. */
  #busy = 0;
  /** Batches that can be handed over. */
  #ready: Delivery[] = [];
  #receiving = false;
  #failedReceives = 0;
  /** Epoch ms, after receives that failed. */
  #pausedUntil = 0;
  #waiting: Timer | undefined;

  constructor(mapping: QueueMapping, parts: PollerParts) {
    this.#mapping = mapping;
    this.#parts = parts;
    parts.queue.watch(() => this.#wake());
    // Not before everything is loaded.
    if (parts.queue.nextAt() !== undefined) this.#at(parts.scheduler.now(), () => this.#wake());
  }

  /** Receives what is there, or waits until something is. */
  #wake(): void {
    const { queue, scheduler } = this.#parts;
    this.#waiting?.cancel();
    this.#waiting = undefined;
    while (this.#ready.length > 0 && this.#busy < this.#mapping.concurrency) this.#begin();
    if (this.#receiving || this.#busy >= this.#mapping.concurrency) return;
    const nextAt = queue.nextAt();
    if (nextAt === undefined) return;
    const { batchingWindowMs, batchSize } = this.#mapping;
    const isFull = batchingWindowMs > 0 && queue.visible() >= batchSize;
    const dueAt = Math.max(nextAt + (isFull ? 0 : batchingWindowMs), this.#pausedUntil);
    if (dueAt > scheduler.now()) this.#waiting = this.#at(dueAt, () => this.#wake());
    else this.#track(this.#receive());
  }

  async #receive(): Promise<void> {
    this.#receiving = true;
    const hiddenUntil = this.#parts.scheduler.now() + this.#parts.queue.visibilitySeconds * 1000;
    const received = await this.#receiveBatch();
    this.#receiving = false;
    for (const records of withinPayload(received)) this.#deliver({ records, hiddenUntil, refusals: 0 });
    this.#wake();
  }

  /** As many messages as make a batch, in as many calls as SQS needs for them. */
  async #receiveBatch(): Promise<readonly ReceivedMessage[]> {
    const { batchSize, queueArn } = this.#mapping;
    const received: ReceivedMessage[] = [];
    while (received.length < batchSize) {
      const max = Math.min(messagesPerCall, batchSize - received.length);
      const answer = await this.#ask('ReceiveMessage', {
        MaxNumberOfMessages: max,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 20,
      });
      this.#failedReceives = answer ? 0 : this.#failedReceives + 1;
      if (!answer) this.#pausedUntil = this.#parts.scheduler.now() + backoffMs(this.#failedReceives);
      const records = answer ? recordsIn(answer, queueArn) : [];
      received.push(...records);
      if (records.length < max) break;
    }
    return received;
  }

  /** Late or a second time where faults ask for it, though never later than the messages are hidden. */
  #deliver(delivery: Delivery): void {
    const { faults, invoker, scheduler } = this.#parts;
    const to = functionNameIn(this.#mapping.functionName);
    for (const delayMs of faults.arrivals({ service: 'queues', from: invoker.name, to })) {
      if (delayMs === 0) this.#ready.push(delivery);
      else if (scheduler.now() + delayMs < delivery.hiddenUntil)
        this.#at(scheduler.now() + delayMs, () => {
          this.#ready.push(delivery);
          this.#wake();
        });
    }
  }

  #begin(): void {
    const delivery = this.#ready.shift();
    if (!delivery) return;
    this.#busy += 1;
    this.#track(this.#handOver(delivery));
  }

  async #handOver(delivery: Delivery): Promise<void> {
    const { dispatcher, invoker } = this.#parts;
    const { records, refusals } = delivery;
    const { functionName: FunctionName } = this.#mapping;
    const input = { FunctionName, InvocationType: 'RequestResponse', Payload: eventText({ records }) };
    try {
      const answer = await dispatcher.call({ service: 'lambda', action: 'InvokeFunction', input, principal: invoker });
      await this.#remove(doneWith(answer, records, this.#mapping));
      this.#end();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.#again({ ...delivery, refusals: refusals + 1 });
    }
  }

  /** Tries again at a function that was not to be had; once the messages can be received again they are dropped here. */
  #again(delivery: Delivery): void {
    const at = this.#parts.scheduler.now() + backoffMs(delivery.refusals);
    if (at < delivery.hiddenUntil) this.#at(at, () => this.#track(this.#handOver(delivery)));
    else this.#at(delivery.hiddenUntil, () => this.#end());
  }

  /** What cannot be deleted comes again. */
  async #remove(done: readonly ReceivedMessage[]): Promise<void> {
    for (let start = 0; start < done.length; start += messagesPerCall) {
      const part = done.slice(start, start + messagesPerCall);
      await this.#ask('DeleteMessageBatch', {
        Entries: part.map(({ receiptHandle: ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      });
    }
  }

  #end(): void {
    this.#busy -= 1;
    this.#wake();
  }

  /** Calls SQS as the function's role; undefined where SQS does not do it. */
  async #ask(action: string, input: object): Promise<Record<string, unknown> | undefined> {
    const { dispatcher, queue, principal } = this.#parts;
    const call = { service: 'sqs', action, input: { QueueUrl: queue.url, ...input }, principal: principal() };
    try {
      return await dispatcher.call(call);
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  #track(work: Promise<void>): void {
    // What fails here is a fault of this runtime, and is reported where faults of timers are.
    this.#parts.scheduler.track(work).catch((error: unknown) => {
      this.#at(this.#parts.scheduler.now(), () => {
        throw error;
      });
    });
  }

  #at(at: number, run: () => void): Timer {
    return this.#parts.scheduler.at(at, `event source mapping ${this.#mapping.path}`, run);
  }
}

/** How long to wait after so many failures in a row. */
function backoffMs(failures: number): number {
  return failures === 0 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
}
