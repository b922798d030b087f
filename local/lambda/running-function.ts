import type { Place } from '../cloudformation/resource.ts';
import { AwsError } from '../dispatcher.ts';
import type { Scheduler } from '../scheduler.ts';
import { ExecutionEnvironment, type Outcome } from './execution-environment.ts';
import { ExecutionPool } from './execution-pool.ts';
import type { LambdaFunction } from './function-resource.ts';
import { logStreamOf, variablesOf } from './function-variables.ts';
import type { SharedClock } from './runtime/clock.ts';

export interface RunningParts {
  readonly scheduler: Scheduler;
  readonly place: Place;
  readonly clock: SharedClock;
  readonly environmentsPerFunction?: number;
  endpoint(): string;
  log(functionName: string, requestId: string, line: string): void;
}

/** What the control page tells of a function. */
export interface FunctionReport {
  readonly name: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly arn: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly warm: number;
  readonly inFlight: number;
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
}

export interface Request {
  readonly requestId: string;
  readonly payload: string;
  readonly clientContext?: string;
}

const environmentsPerFunction = 8;

/** A function in service: its execution environments, its concurrency and its counters. */
export class RunningFunction {
  readonly fn: LambdaFunction;
  readonly #pool: ExecutionPool;
  readonly #counts = { invocations: 0, errors: 0, throttles: 0 };

  constructor(fn: LambdaFunction, parts: RunningParts) {
    this.fn = fn;
    const limit = parts.environmentsPerFunction ?? environmentsPerFunction;
    this.#pool = new ExecutionPool(() => createEnvironment(fn, parts), limit);
  }

  /** Runs it once. Rejects with TooManyRequestsException when its reserved concurrency is used up. */
  async run(request: Request): Promise<Outcome> {
    const { reservedConcurrency } = this.fn;
    if (reservedConcurrency !== undefined && this.#pool.inFlight >= reservedConcurrency) throw this.#throttle();
    this.#counts.invocations += 1;
    const outcome = await this.#pool.run({
      requestId: request.requestId,
      payload: request.payload,
      functionArn: this.fn.arn,
      timeoutMilliseconds: this.fn.timeoutSeconds * 1000,
      traceHeader: traceHeader(request.requestId, this.fn.traced),
      ...(request.clientContext !== undefined && { clientContext: request.clientContext }),
    });
    if (outcome.failed) this.#counts.errors += 1;
    return outcome;
  }

  report(): FunctionReport {
    const { name, logicalId, stack, arn, handler, memoryMb, timeoutSeconds } = this.fn;
    const { warm, inFlight } = this.#pool;
    return { name, logicalId, stack, arn, handler, memoryMb, timeoutSeconds, warm, inFlight, ...this.#counts };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #throttle(): AwsError {
    this.#counts.throttles += 1;
    return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      Type: 'User',
    });
  }
}

function createEnvironment(fn: LambdaFunction, parts: RunningParts): ExecutionEnvironment {
  return new ExecutionEnvironment({
    start: {
      taskRoot: fn.taskRoot,
      handler: fn.handler,
      clock: parts.clock.memory,
      functionName: fn.name,
      memoryMb: fn.memoryMb,
      logGroup: fn.logGroup,
      logStream: logStreamOf(fn),
      logFormat: fn.logFormat,
    },
    variables: variablesOf(fn, parts.place, parts.endpoint()),
    now: () => {
      const now = parts.scheduler.now();
      parts.clock.set(now);
      return now;
    },
    log: (requestId, line) => parts.log(fn.name, requestId, line),
  });
}

/** An X-Ray header in AWS's form; the ids follow from the request's. */
function traceHeader(requestId: string, sampled: boolean): string {
  const hex = Buffer.from(requestId.replaceAll('-', '')).toString('hex').padEnd(48, '0');
  return `Root=1-${hex.slice(0, 8)}-${hex.slice(8, 32)};Parent=${hex.slice(32, 48)};Sampled=${sampled ? 1 : 0}`;
}
