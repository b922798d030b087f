import { availableParallelism } from 'node:os';
import type { ExecutionEnvironment, InvocationOutcome } from './execution-environment.ts';
import type { InvokeMessage } from './runtime/message.ts';

/** Real time after which a function that serves nobody keeps one environment only; it gives their memory back. */
const restMilliseconds = 5_000;

/** An idle environment beyond the first is closed when its function has served this many invocations without it. */
const staleAfterInvocations = 100;

/**
 * Real time for which an invocation waits for an environment to become free before another one is started: a start takes
 * longer than most invocations, and each environment has its own memory and compiles the code's hot parts for itself. With
 * one for each core more of them help only where handlers wait for something else, such as each other.
 */
const [patienceMilliseconds, patienceBeyondCoresMilliseconds] = [20, 500];

const cores = availableParallelism();

type Taker = (environment: ExecutionEnvironment) => void;

/** The execution environments of one function: as many as invocations run at once, up to a limit; kept warm. */
export class ExecutionPool {
  readonly #create: () => ExecutionEnvironment;
  readonly #limit: number;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: (() => void)[] = [];
  /** Whoever may have the next environment that becomes free, with the time at which it gets one of its own. */
  readonly #takers = new Map<Taker, NodeJS.Timeout>();
  readonly #all = new Set<ExecutionEnvironment>();
  /** Still at work with code that has been replaced. */
  readonly #outdated = new WeakSet<ExecutionEnvironment>();
  #busy = 0;
  #served = 0;
  #resting: NodeJS.Timeout | undefined;

  constructor(create: () => ExecutionEnvironment, limit: number) {
    this.#create = create;
    this.#limit = limit;
  }

  /** Invocations that run or wait for an environment. */
  get inFlight(): number {
    return this.#busy + this.#waiting.length;
  }

  get warm(): number {
    return this.#all.size;
  }

  /** Runs an invocation in a warm environment, the next that becomes free, or a new one. */
  async run(invocation: InvokeMessage): Promise<InvocationOutcome> {
    if (this.#busy >= this.#limit) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#busy += 1;
    const environment = this.#takeWarm() ?? (await this.#takeNext());
    try {
      return await environment.invoke(invocation);
    } finally {
      this.#release(environment);
    }
  }

  /** Has every later invocation run in an environment that loads the code anew. */
  reload(): void {
    for (const environment of this.#idle.splice(0)) this.#drop(environment);
    for (const environment of this.#all) this.#outdated.add(environment);
  }

  async close(): Promise<void> {
    clearTimeout(this.#resting);
    for (const timer of this.#takers.values()) clearTimeout(timer);
    await Promise.all([...this.#all].map((environment) => environment.close()));
  }

  /** The one used last is taken first, so that those too many grow stale. */
  #takeWarm(): ExecutionEnvironment | undefined {
    for (let warm = this.#idle.pop(); warm; warm = this.#idle.pop()) {
      if (!warm.dead) return warm;
      this.#all.delete(warm);
    }
    return undefined;
  }

  #takeNext(): Promise<ExecutionEnvironment> | ExecutionEnvironment {
    if (this.#all.size === 0) return this.#takeFresh();
    return new Promise((take) => {
      const patience = setTimeout(
        () => {
          this.#takers.delete(take);
          take(this.#takeFresh());
        },
        this.#all.size < cores ? patienceMilliseconds : patienceBeyondCoresMilliseconds,
      );
      this.#takers.set(take, patience);
    });
  }

  #takeFresh(): ExecutionEnvironment {
    const fresh = this.#create();
    this.#all.add(fresh);
    return fresh;
  }

  #free(environment: ExecutionEnvironment): void {
    const [[take, patience] = []] = this.#takers;
    if (!take) {
      this.#idle.push(environment);
      return;
    }
    clearTimeout(patience);
    this.#takers.delete(take);
    take(environment);
  }

  #release(environment: ExecutionEnvironment): void {
    this.#served += 1;
    environment.lastUse = this.#served;
    if (environment.dead) this.#all.delete(environment);
    else if (this.#outdated.has(environment)) this.#drop(environment);
    else this.#free(environment);
    this.#closeStale();
    this.#closeAtRest();
    // Whoever waits takes over the place of the one that leaves.
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
  }

  /** Once nothing has run for a while; on AWS, too, environments go when nobody needs them. */
  #closeAtRest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      for (const environment of this.#idle.splice(1)) this.#drop(environment);
    }, restMilliseconds).unref();
  }

  #closeStale(): void {
    const [oldest] = this.#idle;
    if (!oldest || this.#idle.length < 2 || this.#served - oldest.lastUse < staleAfterInvocations) return;
    this.#idle.shift();
    this.#drop(oldest);
  }

  #drop(environment: ExecutionEnvironment): void {
    this.#all.delete(environment);
    void environment.close();
  }
}
