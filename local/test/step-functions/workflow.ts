import type { Resource } from '../../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../../cloudwatch/measure.ts';
import { type AwsCall, createDispatcher, operator, type ServiceHandler } from '../../dispatcher.ts';
import { createStepFunctions, type StepFunctions } from '../../step-functions/step-functions.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

export const START = Date.parse('2026-03-01T00:00:00.000Z');
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:decide';
const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;

type Answer = (payload: unknown, call: AwsCall) => unknown;

/** Step Functions in service with a clock of its own; other services are handlers the test gives. */
export function createWorkflows(
  services: Readonly<Record<string, ServiceHandler>> = {},
  random?: () => number,
  measure: Measure = unmeasured,
) {
  const scheduler = createScheduler({ start: START });
  const calls: AwsCall[] = [];
  const dispatcher = createDispatcher((call) => {
    if (call.service !== 'states') calls.push(call);
  });
  for (const [service, handler] of Object.entries(services)) dispatcher.register(service, handler);
  const stepFunctions = createStepFunctions({ scheduler, dispatcher, place, measure, ...(random ? { random } : {}) });
  const api = (action: string, input: Record<string, unknown>) =>
    dispatcher.call({ service: 'states', action, input, principal: operator });
  return {
    ...{ scheduler, calls, stepFunctions, api },
    load: (definition: unknown, properties: Record<string, unknown> = {}) =>
      load(stepFunctions, definition, properties),
    async start(arn: string, input: unknown = {}, name = 'run') {
      const answer = await api('StartExecution', { stateMachineArn: arn, name, input: JSON.stringify(input) });
      await scheduler.idle();
      return String(answer['executionArn']);
    },
    async after(milliseconds: number) {
      await scheduler.moveTo(scheduler.now() + milliseconds);
    },
    /** The newest execution, as people see it. */
    last: () => stepFunctions.executions().at(-1),
    types: (name = 'run') => (stepFunctions.history(name) ?? []).map(({ type }) => type),
    chain: (name = 'run') =>
      (stepFunctions.history(name) ?? []).map(({ type, previousEventId }) => `${type}<${previousEventId}`),
    event: (type: string, name = 'run') => (stepFunctions.history(name) ?? []).find((event) => event['type'] === type),
  };
}

export type Workflows = ReturnType<typeof createWorkflows>;

function load(stepFunctions: StepFunctions, definition: unknown, given: Record<string, unknown>): string {
  const kind = stepFunctions.kinds['AWS::StepFunctions::StateMachine'];
  if (!kind?.load) throw new Error('no kind for machines');
  const properties = {
    StateMachineName: 'app-dev-flow',
    RoleArn: 'arn:aws:iam::000000000000:role/flow',
    DefinitionString: typeof definition === 'string' ? definition : JSON.stringify(definition),
    ...given,
  };
  const identity = kind.identify('stack-Flow', properties, place);
  const type = 'AWS::StepFunctions::StateMachine';
  const metadata = {};
  const resource: Resource = { stack: 's', logicalId: 'Flow', type, path: 's/Flow', properties, metadata, ...identity };
  void kind.load(resource);
  return identity.ref;
}

/** A definition in JSONata whose first state is the first given. */
export function jsonata(states: Record<string, unknown>, more: Record<string, unknown> = {}): unknown {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
}

/** A Lambda whose answer is computed from its payload; a thrown Error becomes a function error. */
export function lambda(answer: Answer): ServiceHandler {
  return async (call) => {
    const payload: unknown = JSON.parse(String(call.input['Payload']));
    try {
      return { StatusCode: 200, Payload: JSON.stringify((await answer(payload, call)) ?? null) };
    } catch (error) {
      const { name, message } = error as Error;
      const Payload = JSON.stringify({ errorType: name, errorMessage: message });
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
    }
  };
}

/** An Error of that name. */
export function named(name: string, message = 'boom'): Error {
  return Object.assign(new Error(message), { name });
}
