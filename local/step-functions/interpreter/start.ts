import { AwsError } from '../../dispatcher.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import { createThread, type Execution } from '../execution/execution.ts';
import { record } from '../execution/history.ts';
import type { Host, Run } from '../execution/run.ts';
import { MAX_PAYLOAD_BYTES, type Payload, readPayload } from '../values/payload.ts';
import { engine } from './interpreter.ts';

/** What StartExecution is given beside the state machine. */
export interface StartInput {
  readonly name: string;
  /** The input's text. */
  readonly input: string;
}

/** Names as StartExecution takes them: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Refuses a name AWS refuses; throws AwsError InvalidName. */
export function requireName(name: string): void {
  if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

/** Reads an execution's input; throws AwsError as StartExecution does. */
export function requireInput(text: string): Payload {
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_PAYLOAD_BYTES}`,
    );
  try {
    return readPayload(text);
  } catch {
    throw new AwsError('InvalidExecutionInput', "Invalid State Machine Execution Input: 'Input is not valid JSON'");
  }
}

/** Makes an execution that is about to start. */
export function createRun(host: Host, machine: StateMachine, start: StartInput): Run {
  const input = requireInput(start.input);
  const execution: Execution = {
    arn: executionArn(host, machine, start.name),
    name: start.name,
    machineArn: machine.arn,
    machineName: machine.name,
    roleArn: machine.roleArn,
    type: machine.type,
    startedAt: host.scheduler.now(),
    input: start.input,
    status: 'RUNNING',
    stoppedAt: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
    transitions: 0,
    redriveCount: 0,
    redrivenAt: undefined,
    events: [],
    root: undefined,
  };
  const state = machine.definition.flows.get('')?.startAt ?? '';
  const place = { path: '', index: 0, parent: undefined, item: undefined };
  // The first state follows event 0, not ExecutionStarted: so AWS numbers it.
  execution.root = createThread({ ...place, state, input, previous: 0 });
  return { engine, host, definition: machine.definition, execution, deadline: undefined };
}

function executionArn(host: Host, machine: StateMachine, name: string): string {
  if (machine.type === 'STANDARD') return `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  return `${machine.arn.replace(':stateMachine:', ':express:')}:${name}:${host.sources.uuid()}`;
}

/** Records the start and runs the execution until it first waits or has ended. */
export async function begin(run: Run): Promise<void> {
  const { execution } = run;
  const { root } = execution;
  if (!root) return;
  const details = { input: execution.input, roleArn: execution.roleArn };
  record(execution, root, { type: 'ExecutionStarted', at: execution.startedAt, details });
  root.previous = 0;
  root.tail = 0;
  await engine.advance(run, root);
}
