import type { ExecutionEnvironment, InvocationOutcome } from './execution-environment.ts';
import type { InvokeMessage } from './runtime/message.ts';

/** Real time after which a function that serves nobody keeps one environment only; it gives their memory back. */
const restMilliseconds = 5_000;

/** An idle environment beyond the first is closed when its function has served this many invocations without it. */
const staleAfterInvocations = 100;

/**
 * Real time in which none of a function's invocations ends before one that waits gets an environment all the same: those that
 * run wait for something themselves, perhaps for the one that waits.
 */
const stallMilliseconds = 500;

/** However long they wait for each other: a chain of a function's calls of itself that is longer is a loop. */
const mostEnvironments = 20;

/**
 * The execution environments of one function: as many as invocations run at once, up to the number that can run together,
 * and more where those make no headway; kept warm.
 */
export class ExecutionPool {
  readonly #create: () => ExecutionEnvironment;
  readonly #together: number;
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #all = new Set<ExecutionEnvironment>();
  /** Still at work with code that has been replaced. */
  readonly #outdated = new WeakSet<ExecutionEnvironment>();
  #busy = 0;
  #served = 0;
  #resting: NodeJS.Timeout | undefined;
  #stalling: NodeJS.Timeout | undefined;
  #closed = false;

  /** `together`: how many invocations run at once before the next has to wait. */
  constructor(create: () => ExecutionEnvironment, together: number) {
    this.#create = create;
    this.#together = together;
  }

  /** Invocations that run or wait for an environment. */
  get inFlight(): number {
    return this.#busy + this.#waiting.length;
  }

  get warm(): number {
    return this.#all.size;
  }

  /** Runs an invocation in a warm environment, a new one, or the next that becomes free. */
  async run(invocation: InvokeMessage): Promise<InvocationOutcome> {
    if (this.#busy >= this.#together) await this.#place();
    else this.#busy += 1;
    let environment: ExecutionEnvironment | undefined;
    try {
      environment = this.#take();
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
    this.#closed = true;
    clearTimeout(this.#resting);
    clearTimeout(this.#stalling);
    await Promise.all([...this.#all].map((environment) => environment.close()));
  }

  /** A place among those that run: of one that has ended, or another where none ends. */
  #place(): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push(go);
      if (this.#waiting.length === 1) this.#watchForStall();
    });
  }

  #watchForStall(): void {
    clearTimeout(this.#stalling);
    if (this.#waiting.length === 0 || this.#closed) return;
    this.#stalling = setTimeout(() => {
      if (this.#isStalled()) {
        this.#busy += 1;
        this.#waiting.shift()?.();
      }
      this.#watchForStall();
    }, stallMilliseconds).unref();
  }

  /** Environments that load their code stand for a slow computer, which further ones would slow down more. */
  #isStalled(): boolean {
    return this.#busy < mostEnvironments && ![...this.#all].some((environment) => environment.loading);
  }

  /** The one used last is taken first, so that those too many grow stale. */
  #take(): ExecutionEnvironment {
    for (let warm = this.#idle.pop(); warm; warm = this.#idle.pop()) {
      if (!warm.dead) return warm;
      this.#all.delete(warm);
    }
    const fresh = this.#create();
    this.#all.add(fresh);
    return fresh;
  }

  #release(environment: ExecutionEnvironment | undefined): void {
    if (environment) this.#keep(environment);
    // Whoever waits takes over the place of the one that leaves, unless that was one more than run together.
    const next = this.#busy > this.#together ? undefined : this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
    this.#watchForStall();
  }

  #keep(environment: ExecutionEnvironment): void {
    this.#served += 1;
    environment.lastUse = this.#served;
    if (environment.dead) this.#all.delete(environment);
    else if (this.#outdated.has(environment)) this.#drop(environment);
    else this.#idle.push(environment);
    this.#closeStale();
    this.#closeAtRest();
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
