import type { ServiceHandler } from '../../dispatcher.ts';
import { createStepFunctions } from '../../step-functions/step-functions.ts';
import { ask, createLives, loadInto, pass } from './lives.ts';

export const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:decide';
export const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
export const token = '{% $states.context.Task.Token %}';
/** A task whose token goes to a queue. */
export const withToken = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: 'q', MessageBody: token },
  End: true,
};

/** A definition whose first state is the first given. */
export function jsonata(states: Record<string, unknown>): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states };
}

/** What surrounds the runtime in its lives; it may change between two of them. */
interface World {
  definition: object;
  lambda: ServiceHandler;
  /** Given out so far. */
  readonly tokens: string[];
}

/** Fails with NotYet for the attempts 0 and 1 and answers any other. */
export const lambdaThatAnswers: ServiceHandler = async ({ input }) => {
  const { attempt = 9 } = JSON.parse(String(input['Payload'])) as { attempt?: number };
  if (attempt >= 2) return { StatusCode: 200, Payload: JSON.stringify({ done: true }) };
  return { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: 'NotYet' }) };
};

/** The lives of a runtime with a state machine of these states, `flow`, and of another, `child`, that waits 45 seconds. */
export function createFlows(states: Record<string, unknown>) {
  const world: World = { definition: jsonata(states), lambda: lambdaThatAnswers, tokens: [] };
  let ids = 0;
  const uuid = () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const lives = createLives(async (life) => {
    const stepFunctions = createStepFunctions({ ...life, uuid, random: () => 0.5 });
    life.dispatcher.register('lambda', (call) => world.lambda(call));
    life.dispatcher.register('sqs', async ({ input }) => {
      world.tokens.push(String(input['MessageBody']));
      return { MessageId: 'm' };
    });
    const load = (name: string, definition: object) =>
      loadInto(stepFunctions.kinds, 'AWS::StepFunctions::StateMachine', {
        name,
        properties: {
          ...{ StateMachineName: name, RoleArn: 'arn:aws:iam::000000000000:role/flow' },
          DefinitionString: JSON.stringify(definition),
        },
      });
    await load('child', jsonata({ Pause: { Type: 'Wait', Seconds: 45, End: true } }));
    const arn = await load('flow', world.definition);
    const api = (action: string) => ask(life, 'states', action);
    return {
      ...{ stepFunctions, api },
      run: (name = 'run', input: unknown = {}) =>
        api('StartExecution')({ stateMachineArn: arn, name, input: JSON.stringify(input) }),
      after: (seconds: number) => pass(life, seconds),
      types: (name = 'run') => (stepFunctions.history(name) ?? []).map(({ type }) => type),
    };
  });
  return { world, lives };
}
