/**
 * AWS Lambda: functions of the nodejs24.x runtime from CDK's assets, each concurrent invocation in a worker thread of its
 * own with exactly the function's environment variables, virtual time under Date, and its memory limit and timeout.
 *
 * Emulates: InvokeFunction (RequestResponse, Event, DryRun), function errors as the runtime answers them, retries and age
 * of asynchronous events in virtual time, destinations (SQS, SNS, EventBridge, Lambda), dead-letter queues, reserved
 * concurrency, payload limits. A log that the function's role may not write is dropped.
 * Calls to AWS that a script makes by node:http reach the endpoint over the thread's port; see runtime/port-http.ts.
 * Refuses: other runtimes, inline code, images, layers, VPC, file systems, SnapStart, ephemeral storage, versions and
 * aliases, function URLs, S3 destinations, topics as dead-letter targets, response streaming.
 * Differs: an environment is not frozen between invocations; process.cwd() is this machine's; no START, END and REPORT lines.
 */
import { randomUUID } from 'node:crypto';
import { type Place, type Resource, type ResourceKinds, Unsupported } from '../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../cloudwatch/measure.ts';
import { AwsError, type Dispatcher, type Principal, unsupportedAction } from '../dispatcher.ts';
import { type Journal, noJournal } from '../journal/journal.ts';
import type { Scheduler } from '../scheduler.ts';
import { EventInvocations } from './event-invocations.ts';
import { defaultEventInvokeConfig, type EventInvokeConfig, eventInvokeConfigKind } from './event-invoke-config.ts';
import type { AnswerCall } from './execution-environment.ts';
import { FunctionRegistry } from './function-registry.ts';
import { functionNameIn, identifyFunction, principalOf, readFunction } from './function-resource.ts';
import { functionOfAccessKey } from './function-variables.ts';
import { type Invocation, readInvocation } from './invocation.ts';
import { type FunctionReport, type InTurn, RunningFunction } from './running-function.ts';
import { createSharedClock } from './runtime/clock.ts';

export interface LambdaParts {
  readonly scheduler: Scheduler;
  readonly dispatcher: Dispatcher;
  readonly place: Place;
  readonly journal?: Journal;
  /** The directory of a function's code; see assetsIn. */
  assetPath(resource: Resource): string;
  /** The URL at which handlers reach the AWS API of this runtime. */
  endpoint(): string;
  /** Answers the calls to AWS that handlers make over their threads' ports; without it they are made over HTTP. */
  readonly answerCall?: AnswerCall | undefined;
  /** Hears every line a function writes. */
  log(functionName: string, requestId: string, line: string): void;
  /** Hears what functions measure; nobody by default. */
  readonly measure?: Measure;
  /** Whether time runs on by itself between moves. */
  readonly timeRuns?: boolean;
  newId?(): string;
  /** Runs an invocation when its turn comes, with the seed of its chance; by default at once, and chance is real. */
  readonly inTurn?: InTurn;
  /** Where functions and their environments are noted, for those who ask before Lambda serves them. */
  readonly registry?: FunctionRegistry;
}

export interface Lambda {
  readonly kinds: ResourceKinds;
  functions(): FunctionReport[];
  /** The function that calls with this access key id; undefined for any other key. */
  principalOf(accessKeyId: string): Principal | undefined;
  /** Says that the code in a directory was replaced: functions that run from it load it anew. */
  reload(taskRoot: string): void;
  /** Ends all execution environments. */
  close(): Promise<void>;
}

/** Makes the service and registers it with the dispatcher as `lambda`. */
export function createLambda(parts: LambdaParts): Lambda {
  const service = new LambdaService(parts);
  parts.dispatcher.register('lambda', (call) => {
    if (call.action !== 'InvokeFunction') throw unsupportedAction(call);
    return parts.scheduler.track(service.invoke(readInvocation(call.input)));
  });
  return service;
}

class LambdaService implements Lambda {
  readonly #parts: LambdaParts;
  readonly #functions = new Map<string, RunningFunction>();
  readonly #configs = new Map<string, EventInvokeConfig>();
  readonly #events: EventInvocations;
  readonly #newId: () => string;
  readonly kinds: ResourceKinds;

  constructor(parts: LambdaParts) {
    // Lambda's zone is UTC, and a worker thread has the zone of its process.
    process.env['TZ'] = 'UTC';
    this.#parts = parts;
    this.#newId = () => parts.newId?.() ?? randomUUID();
    const { registry = new FunctionRegistry(), measure = unmeasured } = parts;
    const clock = createSharedClock(parts.timeRuns ?? false);
    this.#events = new EventInvocations({
      scheduler: parts.scheduler,
      dispatcher: parts.dispatcher,
      journal: parts.journal ?? noJournal,
      functionOf: (name) => this.#find(name).fn,
      configOf: (name) => this.#configs.get(name) ?? defaultEventInvokeConfig,
      run: (fn, event) => this.#find(fn.name).run(event),
      log: parts.log,
      measure,
    });
    this.kinds = {
      'AWS::Lambda::Function': {
        identify: identifyFunction,
        load: (resource) => {
          const fn = readFunction(resource, parts.assetPath(resource));
          if (this.#functions.has(fn.name)) throw new Unsupported(`${fn.path}: a second function is named ${fn.name}`);
          this.#functions.set(
            fn.name,
            new RunningFunction(fn, { ...parts, clock, measure, environments: registry.environments }),
          );
          registry.add(fn);
          this.#events.serve(fn.name);
        },
      },
      'AWS::Lambda::EventInvokeConfig': eventInvokeConfigKind((name, config) => this.#configs.set(name, config)),
    };
  }

  async invoke(invocation: Invocation): Promise<Record<string, unknown>> {
    const running = this.#find(functionNameIn(invocation.functionName));
    const requestId = this.#newId();
    if (invocation.type === 'DryRun') return { StatusCode: 204 };
    if (invocation.type === 'Event') {
      this.#events.accept(running.fn.name, requestId, invocation.payload);
      return { StatusCode: 202, Payload: '' };
    }
    const outcome = await running.run({ ...invocation, requestId });
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      ...(outcome.failed && { FunctionError: 'Unhandled' }),
      Payload: outcome.payload,
    };
  }

  functions(): FunctionReport[] {
    return [...this.#functions.values()].map((running) => running.report());
  }

  principalOf(accessKeyId: string): Principal | undefined {
    const fn = this.#functions.get(functionOfAccessKey(accessKeyId) ?? '')?.fn;
    return fn && principalOf(fn);
  }

  reload(taskRoot: string): void {
    for (const running of this.#functions.values()) if (running.fn.taskRoot === taskRoot) running.reload();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#functions.values()].map((running) => running.close()));
  }

  #find(name: string): RunningFunction {
    const running = this.#functions.get(name);
    if (running) return running;
    const { region, account } = this.#parts.place;
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, {
      status: 404,
      details: { Type: 'User' },
    });
  }
}
