import { availableParallelism } from 'node:os';
import type { Place } from '../cloudformation/resource.ts';
import type { Measure } from '../cloudwatch/measure.ts';
import { AwsError, type Dispatcher } from '../dispatcher.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Environments } from './environments.ts';
import { type AnswerCall, ExecutionEnvironment, type InvocationOutcome } from './execution-environment.ts';
import { ExecutionPool } from './execution-pool.ts';
import type { LambdaFunction } from './function-resource.ts';
import { accessKeyOf, logStreamOf, variablesOf } from './function-variables.ts';
import type { SharedClock } from './runtime/clock.ts';
import { mayLog } from './telemetry.ts';

/** Runs an invocation of a function when its turn comes, with the seed of its chance where it has one. */
export type InTurn = <T>(functionName: string, run: (chance: string | undefined) => Promise<T>) => Promise<T>;

const atOnce: InTurn = (_, run) => run(undefined);

interface RunningParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly clock: SharedClock;
  readonly environments: Environments;
  /** Runs an invocation when its turn comes, with the seed of its chance. */
  readonly inTurn?: InTurn;
  endpoint(): string;
  readonly answerCall?: AnswerCall | undefined;
  log(functionName: string, requestId: string, line: string): void;
  readonly measure: Measure;
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
  /** Real milliseconds that its handler ran, each invocation rounded up, as Lambda bills it. */
  readonly billedMilliseconds: number;
  /** Whether X-Ray traces it, whoever calls. */
  readonly traced: boolean;
  /** Whether Lambda logs each start and report of an invocation. */
  readonly logsReports: boolean;
  readonly errors: number;
  readonly throttles: number;
}

interface Request {
  readonly requestId: string;
  readonly payload: string;
  readonly clientContext?: string;
}

/** More than the cores can run at once would only start cold and hold memory. */
const environmentsTogether = availableParallelism();

/** A function in service: its execution environments, its concurrency and its counters. */
export class RunningFunction {
  readonly fn: LambdaFunction;
  readonly #dispatcher: Dispatcher;
  readonly #pool: ExecutionPool;
  readonly #inTurn: InTurn;
  readonly #measure: Measure;
  #logs = true;
  readonly #counts = { invocations: 0, billedMilliseconds: 0, errors: 0, throttles: 0 };

  constructor(fn: LambdaFunction, parts: RunningParts) {
    this.fn = fn;
    this.#dispatcher = parts.dispatcher;
    this.#inTurn = parts.inTurn ?? atOnce;
    this.#measure = parts.measure;
    const log: RunningParts['log'] = (...line) => {
      if (this.#logs) parts.log(...line);
    };
    const create = (number: number) => createEnvironment(fn, { ...parts, log }, number);
    this.#pool = new ExecutionPool(() => parts.environments.add(create), environmentsTogether);
  }

  /** Runs it once. Rejects with TooManyRequestsException when its reserved concurrency is used up. */
  async run(request: Request): Promise<InvocationOutcome> {
    const { reservedConcurrency } = this.fn;
    if (reservedConcurrency !== undefined && this.#pool.inFlight >= reservedConcurrency) throw this.#throttle();
    this.#counts.invocations += 1;
    this.#logs = mayLog(this.#dispatcher, this.fn);
    const invocation = {
      requestId: request.requestId,
      payload: request.payload,
      functionArn: this.fn.arn,
      timeoutMilliseconds: this.fn.timeoutSeconds * 1000,
      traceHeader: traceHeader(request.requestId, this.fn.tracing === 'Active'),
      ...(request.clientContext !== undefined && { clientContext: request.clientContext }),
    };
    const outcome = await this.#inTurn(this.fn.name, (chance) =>
      this.#pool.run({ ...invocation, ...(chance !== undefined && { chance }) }),
    );
    this.#counts.billedMilliseconds += Math.ceil(outcome.milliseconds);
    if (outcome.failed) this.#counts.errors += 1;
    this.#measure(
      'AWS/Lambda',
      { FunctionName: this.fn.name },
      {
        ...{ Invocations: 1, Errors: outcome.failed ? 1 : 0, Throttles: 0, Duration: outcome.milliseconds },
        // This one has just ended.
        ConcurrentExecutions: this.#pool.inFlight + 1,
      },
    );
    return outcome;
  }

  report(): FunctionReport {
    const { name, logicalId, stack, arn, handler, memoryMb, timeoutSeconds, tracing, logsReports } = this.fn;
    const { warm, inFlight } = this.#pool;
    const described = { name, logicalId, stack, arn, handler, memoryMb, timeoutSeconds, logsReports };
    return { ...described, traced: tracing === 'Active', warm, inFlight, ...this.#counts };
  }

  /** Loads the function's code anew for every invocation that begins from now on. */
  reload(): void {
    this.#pool.reload();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #throttle(): AwsError {
    this.#counts.throttles += 1;
    this.#measure('AWS/Lambda', { FunctionName: this.fn.name }, { Throttles: 1 });
    return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
      status: 429,
      details: {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
      },
    });
  }
}

function createEnvironment(fn: LambdaFunction, parts: RunningParts, number: number): ExecutionEnvironment {
  const { answerCall } = parts;
  const endpoint = parts.endpoint();
  const variables = variablesOf(fn, parts.place, endpoint);
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
      ...(answerCall && { portEndpoint: endpoint }),
    },
    answerCall,
    variables: { ...variables, AWS_ACCESS_KEY_ID: accessKeyOf(fn.name, number) },
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
