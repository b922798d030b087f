import type { Host } from '../step-functions/execution/run.ts';
import { StateFailure, TIMEOUT } from '../step-functions/values/failure.ts';
import { type Payload, payload, readPayload } from '../step-functions/values/payload.ts';
import type { RecordedEvent } from './recorded-history.ts';

type TaskSide = Pick<Host, 'perform' | 'awaitToken' | 'forgetToken' | 'whenEnded'>;

const OUTCOME = /^(Task|LambdaFunction)(Submitted|Succeeded|Failed|TimedOut|ScheduleFailed|StartFailed|SubmitFailed)$/;

/** Answers tasks with the outcomes that were recorded, in their order. */
export function recordedTasks(events: readonly RecordedEvent[]): TaskSide {
  const outcomes = events.filter(({ type }) => OUTCOME.test(type)).map(outcomeOf);
  const next = (): Payload | Error =>
    outcomes.shift() ?? new StateFailure('Recording.Exhausted', 'no further outcome of a task was recorded');
  return {
    async perform() {
      const outcome = next();
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    // The worker answers when the call that brought it the token has been answered.
    awaitToken: (_, listener) => void setImmediate(() => listener.settle(next())),
    forgetToken: () => {},
    whenEnded: (_started, _resource, settle) => settle(next()),
  };
}

function outcomeOf(event: RecordedEvent): Payload | Error {
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1];
  const { output, error, cause } = (details ?? {}) as Readonly<Record<string, unknown>>;
  if (event.type.endsWith('TimedOut')) return new StateFailure(TIMEOUT, textOf(cause));
  if (event.type.endsWith('Failed')) return new StateFailure(textOf(error), textOf(cause));
  return typeof output === 'string' ? readRecordedPayload(output) : payload(output);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readRecordedPayload(text: string): Payload {
  try {
    return readPayload(text);
  } catch {
    return payload(text);
  }
}
