import type { Measure } from '../cloudwatch/measure.ts';
import { type AwsCall, AwsError, type Dispatcher, type Principal } from '../dispatcher.ts';
import type { StreamRecord } from '../dynamodb/stream.ts';
import type { DeliveryFaults } from '../faults/delivery-faults.ts';
import type { Scheduler, Timer } from '../scheduler.ts';
import {
  type Batch,
  eventText,
  type Handover,
  handoverOf,
  type QueuedRecord,
  queueRecord,
  takeBatch,
  toDeliverAgain,
} from './event-source-batch.ts';
import { failureCall, type GivenUpBecause } from './event-source-failure.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { functionNameIn } from './function-resource.ts';
import type { KeptLane, LaneWork } from './kept-lane.ts';

interface LaneParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly faults: DeliveryFaults;
  readonly measure: Measure;
  readonly kept: KeptLane;
  /** Tells its timers from those of the mapping's other lanes. */
  readonly name: string;
  /** Calls the function. */
  readonly invoker: Principal;
  /** Writes what was given up. */
  principal(): Principal;
}

/** A stream keeps its records for 24 hours. */
const retentionMs = 86_400_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Hands the records of some partition keys to a function, one batch at a time and in their order. */
export class EventSourceLane {
  readonly #mapping: EventSourceMapping;
  readonly #parts: LaneParts;
  #waiting: QueuedRecord[] = [];
  /** Batches begun and not done; the first is the one being worked on. */
  #begun: readonly Batch[] = [];
  #busy = false;
  #window: Timer | undefined;

  constructor(mapping: EventSourceMapping, parts: LaneParts) {
    this.#mapping = mapping;
    this.#parts = parts;
  }

  /** Goes on with what an earlier run left: what was being delivered is delivered again. */
  resume({ waiting, begun, goesOnAt }: LaneWork): void {
    this.#waiting = [...waiting];
    this.#begun = begun;
    this.#busy = begun.length > 0;
    if (this.#busy) this.#at(goesOnAt ?? this.#parts.scheduler.now(), () => this.#goOn());
    else if (goesOnAt !== undefined) this.#window = this.#at(goesOnAt, () => this.#start());
    else if (waiting.length > 0) this.#later(0, () => this.#wake());
  }

  /** Takes records from the stream; their delivery starts at once unless there is a batching window. */
  offer(records: readonly StreamRecord[]): void {
    const offered = records.map((record) => queueRecord(record, this.#mapping.streamArn));
    this.#waiting.push(...offered);
    this.#parts.kept.offered(offered);
    this.#wake();
  }

  #wake(): void {
    const { batchingWindowMs, batchSize } = this.#mapping;
    if (this.#busy || this.#waiting.length === 0) return;
    if (batchingWindowMs === 0 || this.#waiting.length >= batchSize) this.#start();
    else this.#window ??= this.#pauseFor(batchingWindowMs, () => this.#start());
  }

  #start(): void {
    this.#window?.cancel();
    this.#window = undefined;
    this.#busy = true;
    const batch = takeBatch(this.#waiting, this.#mapping.batchSize);
    const to = functionNameIn(this.#mapping.functionName);
    const arrivals = this.#parts.faults.arrivals({ service: 'streams', from: this.#parts.invoker.name, to });
    // What comes late or twice holds up the records behind it, so that their order stays.
    this.#keep(arrivals.map(() => batch));
    const delay = Math.max(0, ...arrivals);
    if (delay === 0) this.#goOn();
    else this.#pauseFor(delay, () => this.#goOn());
  }

  #goOn(): void {
    const { scheduler } = this.#parts;
    // What fails here is a fault of this runtime, and is reported where faults of timers are.
    const report = (error: unknown) => {
      this.#later(0, () => {
        throw error;
      });
    };
    scheduler.track(this.#work()).catch(report);
  }

  /** Works until every begun batch is done, or until the first has to wait for its next try. */
  async #work(): Promise<void> {
    for (let [batch, ...rest] = this.#begun; batch; [batch, ...rest] = this.#begun) {
      const fresh = await this.#withoutExpired(batch);
      if (fresh.records.length === 0) {
        this.#keep(rest);
        continue;
      }
      const handover = await this.#handOver(fresh);
      const tried = handover.kind === 'refused' ? fresh : { ...fresh, invocations: fresh.invocations + 1 };
      const again = await this.#afterwards(tried, handover);
      this.#keep([...again, ...rest]);
      const [next] = again;
      if (next && next.failures > 0) return this.#pause(next);
    }
    this.#busy = false;
    this.#wake();
  }

  /** What remains of the batch to be delivered. */
  async #afterwards(batch: Batch, handover: Handover): Promise<readonly Batch[]> {
    if (handover.kind === 'done') return [];
    if (handover.kind === 'refused') return [{ ...batch, failures: batch.failures + 1 }];
    const again = toDeliverAgain(batch, handover, this.#mapping.bisects);
    const spent = again.filter(({ retries }) => retries > this.#mapping.retries);
    for (const each of spent) await this.#giveUp(each, 'RetryAttemptsExhausted');
    return again.filter((each) => !spent.includes(each));
  }

  async #handOver(batch: Batch): Promise<Handover> {
    const { dispatcher, invoker, measure, scheduler } = this.#parts;
    const age = scheduler.now() - (batch.records.at(-1)?.createdAt ?? 0);
    measure('AWS/Lambda', { FunctionName: functionNameIn(this.#mapping.functionName) }, { IteratorAge: age });
    const input = {
      FunctionName: this.#mapping.functionName,
      InvocationType: 'RequestResponse',
      Payload: eventText(batch),
    };
    try {
      const answer = await dispatcher.call({ service: 'lambda', action: 'InvokeFunction', input, principal: invoker });
      return handoverOf(answer, batch, this.#mapping);
    } catch (error) {
      if (error instanceof AwsError) return { kind: 'refused' };
      throw error;
    }
  }

  #pause({ failures, records }: Batch): void {
    const { scheduler } = this.#parts;
    const backoff = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    const expiry = (records[0]?.createdAt ?? 0) + this.#maxAge() - scheduler.now();
    this.#pauseFor(Math.max(0, Math.min(backoff, expiry)), () => this.#goOn());
  }

  /** Records too old are given up: with a trace where the mapping sets the age, without one where the stream drops them. */
  async #withoutExpired(batch: Batch): Promise<Batch> {
    const isOld = ({ createdAt }: QueuedRecord) => this.#parts.scheduler.now() - createdAt >= this.#maxAge();
    const old = batch.records.filter(isOld);
    if (old.length === 0) return batch;
    if (this.#mapping.maxAgeMs !== undefined) await this.#giveUp({ ...batch, records: old }, 'RecordAgeExceeded');
    return { ...batch, records: batch.records.filter((record) => !isOld(record)) };
  }

  #maxAge(): number {
    return Math.min(this.#mapping.maxAgeMs ?? retentionMs, retentionMs);
  }

  async #giveUp(batch: Batch, because: GivenUpBecause): Promise<void> {
    const { scheduler, dispatcher } = this.#parts;
    const call = failureCall(this.#mapping, { batch, because, at: scheduler.now() }, this.#parts.principal());
    if (!call || !this.#findsBucket(call)) return;
    // AWS drops a record that its destination does not take; here that is reported as well.
    await dispatcher.call(call).catch((error: unknown) => {
      this.#later(0, () => {
        throw error;
      });
    });
  }

  /** For a bucket Lambda needs s3:ListBucket beside s3:PutObject ("Retain discarded records for a DynamoDB event source"). */
  #findsBucket({ service, input, principal }: AwsCall): boolean {
    return service !== 's3' || this.#parts.dispatcher.allows({ service, action: 'HeadBucket', input, principal });
  }

  #keep(begun: readonly Batch[]): void {
    this.#begun = begun;
    this.#parts.kept.keep(begun);
  }

  #pauseFor(delayMs: number, run: () => void): Timer {
    this.#parts.kept.keep(this.#begun, this.#parts.scheduler.now() + delayMs);
    return this.#later(delayMs, run);
  }

  #later(delayMs: number, run: () => void): Timer {
    return this.#at(this.#parts.scheduler.now() + delayMs, run);
  }

  #at(at: number, run: () => void): Timer {
    return this.#parts.scheduler.at(at, `event source mapping ${this.#mapping.path} ${this.#parts.name}`, run);
  }
}
