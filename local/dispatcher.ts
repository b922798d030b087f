/**
 * The one door through which every AWS call passes: those the handlers make with the SDK over HTTP and those the
 * services make to one another (a rule to its target, a machine to its task, a stream to its consumer).
 */
export interface Principal {
  /** What calls, for people: a function's, machine's, rule's or route's logical id, or `operator` for calls from outside. */
  readonly name: string;
  /** The role whose policies decide about the call; none for calls from outside. */
  readonly roleArn?: string;
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

/** An error as AWS answers it; `code` is the exception's name (`ConditionalCheckFailedException`). */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error document, such as CancellationReasons. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export type ServiceHandler = (call: AwsCall) => Promise<Record<string, unknown>>;

export interface Dispatcher {
  register(service: string, handler: ServiceHandler): void;
  /** Carries out the call. Rejects with AwsError; an action nobody serves is `UnsupportedOnThisMachine`, 501. */
  call(call: AwsCall): Promise<Record<string, unknown>>;
}

/** Makes the dispatcher; `observe` hears of every call before it is carried out (metering and permission checks hang here). */
export function createDispatcher(observe: (call: AwsCall) => void = () => {}): Dispatcher {
  const handlers = new Map<string, ServiceHandler>();
  return {
    register(service, handler) {
      handlers.set(service, handler);
    },
    async call(call) {
      observe(call);
      const handler = handlers.get(call.service);
      if (!handler) throw unsupportedAction(call);
      return handler(call);
    },
  };
}

/** The answer to an action that is not emulated. */
export function unsupportedAction(call: Pick<AwsCall, 'service' | 'action'>): AwsError {
  return new AwsError(
    'UnsupportedOnThisMachine',
    `${call.service}:${call.action} is not emulated on this machine; local/README.md lists what is.`,
    501,
  );
}
