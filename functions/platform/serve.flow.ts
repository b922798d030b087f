import * as z from 'zod';
import { type Envelope, type EventDefinition, envelopeOf } from '../events/event.ts';
import { type Context, enter } from './context.port.ts';
import { logger } from './logger.port.ts';

/**
 * Makes the Lambda entry of a consumer of one kind of event. What does not fit the published shape throws: the retries
 * are wasted on it, but it ends in the dead-letter queue, where it can be seen, instead of being dropped.
 */
export function serveEvent<Definition extends EventDefinition>(
  definition: Definition,
  handle: (event: EventOf<Definition>, context: Context) => Promise<void>,
): (event: unknown) => Promise<void> {
  return serveEvents([definition], handle);
}

/** The same for a consumer of several kinds. */
export function serveEvents<Definition extends EventDefinition>(
  definitions: readonly Definition[],
  handle: (event: EventOf<Definition>, context: Context) => Promise<void>,
): (event: unknown) => Promise<void> {
  const schema = deliveredShape(definitions);
  return async (event) => {
    const detail = schema.parse(event).detail as EventOf<Definition>;
    await logged({ event: detail.type, subject: detail.subject }, () => handle(detail, enter()));
  };
}

export type EventOf<Definition extends EventDefinition> = Envelope<z.output<Definition['data']>>;

/** The shape in which EventBridge delivers events of some kinds, to a function or into a queue. */
export function deliveredShape(definitions: readonly EventDefinition[]) {
  return z.object({ detail: z.union(definitions.map((definition) => envelopeOf(definition))) });
}

/** Makes the Lambda entry of a state machine's task: the input's shape, then the handler's answer as the task's output. */
export function serveTask<Input extends z.ZodType, Output>(
  schema: Input,
  handle: (input: z.output<Input>, context: Context) => Promise<Output>,
): (input: unknown) => Promise<Output> {
  return async (input) => {
    const parsed = schema.parse(input);
    return logged({}, () => handle(parsed, enter()));
  };
}

async function logged<Result>(about: Record<string, string>, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    logger.error('The step failed and will be tried again', { ...about, error: error as Error });
    throw error;
  }
}
