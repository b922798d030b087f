import type { Moment } from '../data-flow/data-flow.ts';
import type { Payload } from '../values/payload.ts';
import type { Thread } from './execution.ts';
import type { Run, Step } from './run.ts';

/** What `$states` holds beside input and context: a task's result, a caught error, a task's token, a Map's item. */
interface Extra {
  readonly result?: unknown;
  readonly errorOutput?: unknown;
  readonly token?: string;
  readonly item?: { readonly index: number; readonly value: unknown };
}

/** What the fields of a step's state are evaluated against. The context object is made only when it is asked for. */
export function momentOf(step: Step, extra: Extra = {}): Moment {
  const { run, thread } = step;
  const input: Payload = thread.input;
  const states: Record<string, unknown> = {
    input: input.value,
    get context() {
      return contextOf(run, thread, extra);
    },
  };
  if ('result' in extra) states['result'] = extra.result;
  if ('errorOutput' in extra) states['errorOutput'] = extra.errorOutput;
  return {
    input,
    states,
    variables: thread.variables,
    get context() {
      return contextOf(run, thread, extra);
    },
  };
}

/** The context object: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function contextOf(run: Run, thread: Thread, extra: Extra): Record<string, unknown> {
  const { execution } = run;
  const item = extra.item ?? itemOf(thread);
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      StartTime: new Date(execution.startedAt).toISOString(),
      Name: execution.name,
      RoleArn: execution.roleArn,
      RedriveCount: execution.redriveCount,
      ...(execution.redrivenAt === undefined ? {} : { RedriveTime: new Date(execution.redrivenAt).toISOString() }),
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machineName },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      RetryCount: thread.retryCount,
    },
    ...(item === undefined ? {} : { Map: { Item: { Index: item.index, Value: item.value } } }),
    ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
  };
}

function itemOf(thread: Thread): Extra['item'] {
  for (let at: Thread | undefined = thread; at; at = at.parent)
    if (at.item) return { index: at.index, value: at.item.value };
  return undefined;
}
