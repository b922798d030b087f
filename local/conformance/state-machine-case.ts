import { randomUUID } from 'node:crypto';
import { Unsupported } from '../cloudformation/resource.ts';
import { AwsError } from '../dispatcher.ts';
import { compileDefinition } from '../step-functions/definition/compile-definition.ts';
import type { StateMachine } from '../step-functions/definition/state-machine.ts';
import type { Execution } from '../step-functions/execution/execution.ts';
import { eventShape } from '../step-functions/execution/history-event.ts';
import type { Host } from '../step-functions/execution/run.ts';
import { begin, createRun } from '../step-functions/interpreter/start.ts';
import { createScheduler } from '../virtual-scheduler.ts';
import { historyDifference, type RecordedEvent } from './recorded-history.ts';
import { recordedTasks } from './recorded-tasks.ts';
import { agrees } from './recorded-value.ts';
import type { Verdict } from './verdict.ts';

/** An execution recorded on AWS. */
export interface StateMachineCase {
  readonly id: string;
  readonly definition: unknown;
  readonly input: unknown;
  readonly expected: {
    readonly status: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
  };
  readonly events: readonly RecordedEvent[];
}

const START = Date.parse('2026-01-01T00:00:00Z');
/** Beyond the longest execution. */
const LONG_MS = 400 * 24 * 60 * 60 * 1000;
const ARN = 'arn:aws:states:us-east-1:111111111111:stateMachine:recorded';

/** Runs a recorded execution again and compares status, output and error name, then every event. */
export async function judgeExecution(recorded: StateMachineCase): Promise<Verdict> {
  const name = recorded.id;
  let execution: Execution;
  try {
    execution = await replay(recorded);
  } catch (error) {
    if (error instanceof Unsupported || (error instanceof AwsError && error.code === 'InvalidDefinition'))
      return { name, kind: 'refused', reason: error.message };
    return { name, kind: 'wrong', reason: String(error) };
  }
  const reason = outcomeDifference(recorded, execution);
  if (reason) return { name, kind: 'wrong', reason };
  const events = execution.events.map((event) => eventShape(event, new Date(event.at).toISOString()));
  const historyDiffers = historyDifference(recorded.events, events);
  return { name, kind: 'agreed', ...(historyDiffers === undefined ? {} : { historyDiffers }) };
}

function outcomeDifference({ expected }: StateMachineCase, execution: Execution): string | undefined {
  const { status, error, output } = execution;
  if (status !== expected.status) return `${status} ${error ?? ''} ${execution.cause ?? ''}, not ${expected.status}`;
  if (error !== expected.error) return `error ${error}, not ${expected.error}`;
  if (expected.output === undefined) return undefined;
  return agrees(expected.output, output) ? undefined : `output ${output}, not ${JSON.stringify(expected.output)}`;
}

async function replay(recorded: StateMachineCase): Promise<Execution> {
  const scheduler = createScheduler({ start: START });
  const sources = { now: () => scheduler.now(), random: Math.random, uuid: () => randomUUID() };
  const host: Host = { ...recordedTasks(recorded.events), scheduler, sources, region: 'us-east-1', close: () => {} };
  const machine: StateMachine = {
    ...{
      arn: ARN,
      name: 'recorded',
      shownAs: 'recorded',
      logicalId: 'Recorded',
      roleArn: 'arn:aws:iam::111111111111:role/r',
    },
    ...{ type: 'STANDARD', traced: false, definitionText: '', createdAt: START },
    definition: compileDefinition(parseDefinition(recorded), recorded.id, sources),
  };
  const run = createRun(host, machine, { name: randomUUID(), input: JSON.stringify(recorded.input) });
  await scheduler.track(begin(run));
  await scheduler.idle();
  if (run.execution.status === 'RUNNING') await scheduler.moveTo(START + LONG_MS);
  return run.execution;
}

function parseDefinition({ definition }: StateMachineCase): unknown {
  return typeof definition === 'string' ? JSON.parse(definition) : definition;
}
