import jsonata from 'jsonata';
import type { Resource } from '../cloudformation/resource.ts';
import { createDispatcher, type Dispatcher, operator } from '../dispatcher.ts';
import { createStepFunctions } from '../step-functions/step-functions.ts';
import { createScheduler } from '../virtual-scheduler.ts';

const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:decide';
const input = { lead: { id: 'lead-1', percent: 80 } };
const expressions = {
  id: '$states.input.lead.id',
  percent: '$states.input.lead.percent >= 50',
  payload: "{'leadId': $id}",
  result: '$states.result.Payload',
  next: "$states.input.next = 'done'",
  output: "{'leadId': $id, 'next': $states.input.next}",
};

/** Six states: Pass, Choice, Task, Choice, Pass, Succeed. */
const machine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Take',
  States: {
    Take: { Type: 'Pass', Assign: { id: query(expressions.id) }, Next: 'Late' },
    Late: { Type: 'Choice', Choices: [{ Condition: query(expressions.percent), Next: 'Decide' }], Default: 'End' },
    Decide: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: functionArn, Payload: query(expressions.payload) },
      Output: query(expressions.result),
      Next: 'Done',
    },
    Done: { Type: 'Choice', Choices: [{ Condition: query(expressions.next), Next: 'Tell' }], Default: 'End' },
    Tell: { Type: 'Pass', Output: query(expressions.output), Next: 'End' },
    End: { Type: 'Succeed' },
  },
};

/** Calls in a second of processor time, one figure for each round. */
interface ExpressRates {
  /** Express executions of six states, one after another. */
  readonly executions: readonly number[];
  /** Nothing but the same six JSONata expressions. */
  readonly expressions: readonly number[];
}

/** Measures Step Functions alone: so many executions a round; the first round warms up and does not count. */
export async function expressRates(executions: number, rounds: number): Promise<ExpressRates> {
  const dispatcher = createDispatcher();
  dispatcher.register('lambda', async () => ({ StatusCode: 200, Payload: '{"next":"done"}' }));
  const stateMachineArn = load(dispatcher);
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    ours.push(await rateOf(executions, () => execute(dispatcher, stateMachineArn)));
    floor.push(await rateOf(executions, evaluateAll));
  }
  return { executions: ours.slice(1), expressions: floor.slice(1) };
}

function query(expression: string): string {
  return `{% ${expression} %}`;
}

function load(dispatcher: Dispatcher): string {
  const scheduler = createScheduler({ start: 0 });
  const kind = createStepFunctions({ scheduler, dispatcher, place }).kinds['AWS::StepFunctions::StateMachine'];
  if (!kind?.load) throw new Error('Step Functions has no state machines.');
  const properties = {
    StateMachineName: 'bench',
    StateMachineType: 'EXPRESS',
    RoleArn: 'arn:aws:iam::000000000000:role/bench',
    DefinitionString: JSON.stringify(machine),
  };
  const identity = kind.identify('bench', properties, place);
  const type = 'AWS::StepFunctions::StateMachine';
  const resource: Resource = {
    ...{ stack: 'bench', logicalId: 'Bench', path: 'bench/Bench', type, properties, metadata: {} },
    ...identity,
  };
  void kind.load(resource);
  return identity.ref;
}

async function execute(dispatcher: Dispatcher, stateMachineArn: string): Promise<void> {
  const started = { stateMachineArn, input: JSON.stringify(input) };
  const { status, cause } = await dispatcher.call({
    ...{ service: 'states', action: 'StartSyncExecution', principal: operator },
    input: started,
  });
  if (status !== 'SUCCEEDED') throw new Error(`The execution is ${String(status)}: ${String(cause)}`);
}

const compiled = Object.values(expressions).map((expression) => jsonata(expression));
const bindings = { states: { input: { ...input, next: 'done' }, result: { Payload: { next: 'done' } } }, id: 'lead-1' };

async function evaluateAll(): Promise<void> {
  for (const expression of compiled) await expression.evaluate(undefined, bindings);
}

async function rateOf(calls: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (calls / (user + system)) * 1e6;
}
