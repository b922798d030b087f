/**
 * Faults on request: what AWS does now and then, done here as often as somebody asks for it.
 *
 * A plan names faults with the share of their occasions at which they happen:
 * - a rule's delivery, a stream's batch or a queue's comes twice, late, or out of order (a stream keeps the order within a key);
 * - a service throttles a call in its own words, now and then, what is more than it takes in a second of the clock, or what is
 *   over the quotas of a new account in a region, a write
 *   meets another transaction, a part of PutEvents or of a batch for SQS fails;
 * - a function's process dies before or after a call it makes, or its time is over right after one;
 * - a schedule's tick comes twice.
 * Calls from outside (an operator's) are left alone. Global secondary indexes lag behind their tables, for whoever reads them.
 *
 * While a plan is set, invocations take turns and all chance is drawn from the plan's seed, so that the same requests,
 * each sent when the runtime is at rest, give the same faults, events and items again. Collisions between invocations that
 * run at one time therefore do not come about by themselves; `conflict` stands for them. Off until a plan is set.
 */
import { type AwsCall, AwsError, type Interceptor, operator } from '../dispatcher.ts';
import { withIndexLag } from '../dynamodb/lagging-call.ts';
import { Chance } from './chance.ts';
import type { DeliveryFaults } from './delivery-faults.ts';
import { Dice } from './dice.ts';
import { type FaultKind, type FaultPlan, shareOf } from './fault-plan.ts';
import { carryOutPart, isBatch } from './partial-batch.ts';
import { Quotas } from './quotas.ts';
import { Rates } from './rates.ts';
import { canConflict, conflictError, throttledError } from './service-error.ts';
import { Turns } from './turns.ts';

/** A fault that happened. */
export interface Fault {
  /** ISO-8601, virtual. */
  readonly at: string;
  readonly fault: FaultKind | 'perSecond' | 'quotas';
  /** Who called, or which rule or mapping delivered. */
  readonly by: string;
  /** The call as `service:Action`, or the function delivered to. */
  readonly what: string;
}

/** How a function's process ends. */
export type Death = 'exit' | 'timeout';

interface FaultsParts {
  /** Virtual epoch ms. */
  now(): number;
  /** The full name of the function, machine or rule with this logical id; the id itself where there is none. */
  nameOf(logicalId: string): string;
  /** Whether an execution environment still runs. */
  isAlive(environment: number): boolean;
  /** Ends an execution environment; resolves when it has ended. */
  kill(environment: number, death: Death): Promise<void>;
}

interface Set {
  readonly plan: FaultPlan;
  readonly dice: Dice;
  readonly rates: Rates;
  readonly quotas: Quotas | undefined;
  readonly invocations: Map<string, number>;
}

/** All that happens to calls and deliveries by plan. */
export class Faults implements DeliveryFaults {
  readonly chance = new Chance();
  readonly #turns = new Turns();
  readonly #parts: FaultsParts;
  #set: Set | undefined;
  #plans = 0;
  #trace: Fault[] = [];

  constructor(parts: FaultsParts) {
    this.#parts = parts;
  }

  /** Puts a plan into force with nothing drawn yet, or none; the trace of the one before is dropped. */
  set(plan: FaultPlan | undefined): void {
    this.#plans += 1;
    this.#trace = [];
    this.#turns.on = plan !== undefined;
    const seed = JSON.stringify(plan?.seed);
    const quotas = plan?.quotas && new Quotas(plan.quotas, this.#parts.now);
    const rates = new Rates(plan?.perSecond);
    this.#set = plan && { plan, dice: new Dice(seed), rates, quotas, invocations: new Map() };
    // Two plans on one runtime draw other ids, even from one seed: an id may be taken already.
    this.chance.seed = plan && `${seed} ${this.#plans}`;
  }

  get plan(): FaultPlan | undefined {
    return this.#set?.plan;
  }

  /** What happened since the plan was set, oldest first. */
  get trace(): readonly Fault[] {
    return this.#trace;
  }

  /** Runs an invocation of a function in its turn, with the seed of all that it draws. */
  invocation<T>(functionName: string, run: (chance: string | undefined) => Promise<T>): Promise<T> {
    return this.#turns.take(() => {
      const set = this.#set;
      if (!set) return run(undefined);
      const ordinal = (set.invocations.get(functionName) ?? 0) + 1;
      set.invocations.set(functionName, ordinal);
      return run(`${this.chance.seed} ${functionName} ${ordinal}`);
    });
  }

  readonly intercept: Interceptor = async (asked, carryOut) => {
    const call = this.#lagging(asked);
    const { environment, name } = call.principal;
    if (!this.#set || name === operator.name) return carryOut(call);
    if (environment !== undefined && !this.#parts.isAlive(environment)) throw connectionLost();
    if (environment !== undefined && this.#hits('crashBefore', call)) await this.#kill(environment, 'exit');
    if (this.#hits('throttle', call) || this.#isTooFast(call)) throw throttledError(call);
    const draw = () => this.#set?.dice.draw(`part ${this.#placeOf(call)}`) ?? 0;
    if (canConflict(call) && this.#hits('conflict', call)) throw conflictError(call, draw);
    const partial = isBatch(call) && this.#hits('failPartOfBatch', call);
    const answer = await this.#waitingFor(call, () => (partial ? carryOutPart(call, carryOut, draw) : carryOut(call)));
    if (environment !== undefined && this.#hits('crashAfter', call)) await this.#kill(environment, 'exit');
    if (environment !== undefined && this.#hits('timeoutAfter', call)) await this.#kill(environment, 'timeout');
    return answer;
  };

  arrivals(delivery: { readonly from: string; readonly to: string; readonly service: string }): readonly number[] {
    const from = this.#parts.nameOf(delivery.from);
    const place = { by: from, what: delivery.to, names: [delivery.service, from, delivery.to] };
    const copies = this.#happens('deliverTwice', place) ? 2 : 1;
    return Array.from({ length: copies }, () => {
      const { late } = this.#set?.plan ?? {};
      if (late && this.#happens('late', place)) return late.seconds * 1000;
      if (!this.#happens('outOfOrder', place)) return 0;
      // Whatever else is to happen within the second may overtake it.
      return 1 + Math.floor((this.#set?.dice.draw(`overtaken ${place.by} ${place.what}`) ?? 0) * 999);
    });
  }

  ticks(rule: string): number {
    const by = this.#parts.nameOf(rule);
    return this.#happens('scheduleTwice', { by, what: 'tick', names: ['events', by] }) ? 2 : 1;
  }

  async #kill(environment: number, death: Death): Promise<never> {
    await this.#parts.kill(environment, death);
    throw connectionLost();
  }

  /** A function that waits for another one's answer, or for a machine's, lets others have its turn meanwhile. */
  #waitingFor<T>(call: AwsCall, carryOut: () => Promise<T>): Promise<T> {
    const { action, input, principal } = call;
    const waits =
      action === 'StartSyncExecution' || (action === 'InvokeFunction' && input['InvocationType'] !== 'Event');
    return waits && principal.environment !== undefined ? this.#turns.yieldTo(carryOut) : carryOut();
  }

  #hits(kind: FaultKind, call: AwsCall): boolean {
    const by = this.#parts.nameOf(call.principal.name);
    const to = call.action === 'InvokeFunction' ? [String(call.input['FunctionName'])] : [];
    const names = [call.service, by, ...to];
    return this.#happens(kind, { by, what: `${call.service}:${call.action}`, names, place: this.#placeOf(call) });
  }

  #isTooFast({ service, action, principal }: AwsCall): boolean {
    const what = `${service}:${action}`;
    const exceeded = (fault: 'perSecond' | 'quotas') => {
      this.#note(fault, { by: this.#parts.nameOf(principal.name), what });
      return true;
    };
    if (this.#set?.rates.takes(service, this.#parts.now()) === false) return exceeded('perSecond');
    const { quotas, plan } = this.#set ?? {};
    return isMeant(plan?.only, [service]) && quotas?.takes(what) === false && exceeded('quotas');
  }

  /** Every call to DynamoDB says how far its indexes lag, so that it knows from the first write on. */
  #lagging(call: AwsCall): AwsCall {
    const { staleIndexes, only } = this.#set?.plan ?? {};
    if (!staleIndexes || call.service !== 'dynamodb' || !isMeant(only, [call.service])) return call;
    return withIndexLag(call, staleIndexes.seconds * 1000);
  }

  /** Calls of one invocation are counted by themselves: what another one draws does not change them. */
  #placeOf({ service, action, principal }: AwsCall): string {
    const name = this.#parts.nameOf(principal.name);
    return `${name} ${this.#set?.invocations.get(name) ?? 0} ${service}:${action}`;
  }

  #happens(kind: FaultKind, at: { by: string; what: string; names: readonly string[]; place?: string }): boolean {
    const set = this.#set;
    if (!set) return false;
    const share = shareOf(set.plan, kind);
    if (share === 0 || !isMeant(set.plan.only, at.names)) return false;
    if (set.dice.draw(`${kind} ${at.place ?? `${at.by} ${at.what}`}`) >= share) return false;
    this.#note(kind, at);
    return true;
  }

  #note(fault: Fault['fault'], { by, what }: { by: string; what: string }): void {
    this.#trace.push({ at: new Date(this.#parts.now()).toISOString(), fault, by, what });
  }
}

function isMeant(only: readonly string[] | undefined, names: readonly string[]): boolean {
  return (
    !only ||
    only.some((asked) =>
      names.some((name) => name === asked || (/[-:]/.test(name.at(-1 - asked.length) ?? '') && name.endsWith(asked))),
    )
  );
}

/** Nobody hears it: the process that asked has ended. */
function connectionLost(): AwsError {
  return new AwsError('ServiceUnavailable', 'The process that made this call has ended.', { status: 503 });
}
