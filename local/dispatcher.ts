/**
 * The one door through which every AWS call passes: those the handlers make with the SDK and those the
 * services make to one another (a rule to its target, a machine to its task, a stream to its consumer).
 */
export interface Principal {
  /** What calls, for people: a function's, machine's, rule's or route's logical id, or `operator` for calls from outside. */
  readonly name: string;
  /** The role whose policies decide about the call; none for calls from outside and of a service in its own name. */
  readonly roleArn?: string;
  /** The service that has assumed the role, or calls in its own name: `lambda.amazonaws.com`. None for calls from outside. */
  readonly service?: string;
  /** The resource on whose behalf a service calls in its own name: the ARN of a rule, topic, method or authorizer. */
  readonly sourceArn?: string;
  /** What the role's session is called, where it is not the name. */
  readonly session?: string;
  /** The number of the execution environment that calls, where a function does. */
  readonly environment?: number;
}

export const operator: Principal = { name: 'operator' };

export interface AwsCall {
  /** The IAM prefix of the service: dynamodb, events, states, lambda, sqs, sns, s3, ses, logs, cloudwatch, apigateway. */
  readonly service: string;
  /** The API's action as IAM writes it without prefix: PutItem, StartExecution, SendMessage … */
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
}

interface ErrorAnswer {
  /** Of HTTP; 400 by default. */
  readonly status?: number | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An error as AWS answers it; `code` is the exception's name (`ConditionalCheckFailedException`). */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error document, such as CancellationReasons. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, answer: ErrorAnswer = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = answer.status ?? 400;
    this.details = answer.details ?? {};
  }
}

export type ServiceHandler = (call: AwsCall) => Promise<Record<string, unknown>>;

export interface Dispatcher {
  register(service: string, handler: ServiceHandler): void;
  /** Carries out the call. Rejects with AwsError; an action nobody serves is `UnsupportedOnThisMachine`, 501. */
  call(call: AwsCall): Promise<Record<string, unknown>>;
  /** Whether the principal may make a call: for what a service does with somebody's rights beside its API, as writing a log. */
  allows(call: AwsCall): boolean;
}

/** Decides who may call what. */
export interface Guard {
  /** The error that refuses the call; undefined where it is allowed. */
  refusal(call: AwsCall): AwsError | undefined;
}

/** For a service that runs by itself: everybody may do everything. */
const nobodyRefused: Guard = { refusal: () => undefined };

/** Stands between a caller and the service: it carries the call out by `carryOut`, as it is or changed, or does not. */
export type Interceptor = (call: AwsCall, carryOut: ServiceHandler) => Promise<Record<string, unknown>>;

/**
 * Makes the dispatcher; `observe` hears of every call before anything else is done with it, then `guard` may refuse it,
 * then it passes the interceptors, the first of them first.
 */
export function createDispatcher(
  observe: (call: AwsCall) => void = () => {},
  interceptors: readonly Interceptor[] = [],
  guard: Guard = nobodyRefused,
): Dispatcher {
  const handlers = new Map<string, ServiceHandler>();
  const carryOut = interceptors.reduceRight<ServiceHandler>(
    (further, interceptor) => (call) => interceptor(call, further),
    async (call) => {
      const handler = handlers.get(call.service);
      if (!handler) throw unsupportedAction(call);
      return handler(call);
    },
  );
  return {
    register(service, handler) {
      handlers.set(service, handler);
    },
    async call(call) {
      observe(call);
      const refusal = guard.refusal(call);
      if (refusal) throw refusal;
      return carryOut(call);
    },
    allows: (call) => guard.refusal(call) === undefined,
  };
}

/** The answer to an action that is not emulated. */
export function unsupportedAction(call: Pick<AwsCall, 'service' | 'action'>): AwsError {
  return new AwsError(
    'UnsupportedOnThisMachine',
    `${call.service}:${call.action} is not emulated on this runtime; its README.md lists what is.`,
    { status: 501 },
  );
}
