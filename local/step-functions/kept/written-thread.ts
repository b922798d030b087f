import type { FanOut, Pending, Thread } from '../execution/execution.ts';
import { StateFailure } from '../values/failure.ts';
import { type Payload, readPayload } from '../values/payload.ts';

type WrittenResult = { readonly text: string } | { readonly error?: string; readonly cause?: string };

type WrittenPending = Pick<
  Pending,
  'kind' | 'until' | 'timesOutAt' | 'heartbeatSeconds' | 'heartbeatDueAt' | 'token' | 'submitted'
> & { readonly input?: string; readonly started?: string; readonly early?: WrittenResult };

type WrittenFanOut = Omit<FanOut, 'children' | 'items' | 'pumping'> & { readonly count: number };

/** A thread as it is kept; payloads are their texts, other threads their numbers. */
export type WrittenThread = Omit<Thread, 'parent' | 'item' | 'input' | 'output' | 'pending' | 'fanOut'> & {
  readonly parent?: number;
  readonly item?: string;
  readonly input: string;
  readonly output?: string;
  readonly pending?: WrittenPending;
  readonly fanOut?: WrittenFanOut;
};

/** Writes a thread down; `parent` is its parent's number. The items of its fan-out are left out. */
export function writeThread(thread: Thread, parent: number | undefined): WrittenThread {
  const { parent: _parent, item, input, output, pending, fanOut, ...plain } = thread;
  return {
    ...plain,
    input: input.text,
    ...(parent !== undefined && { parent }),
    ...(item && { item: item.text }),
    ...(output && { output: output.text }),
    ...(pending && { pending: writePending(pending) }),
    ...(fanOut && { fanOut: writeFanOut(fanOut) }),
  };
}

/** Reads a thread, with no children yet; what it waited for is a plain record without timers. */
export function readThread(written: WrittenThread, parent: Thread | undefined, items?: readonly unknown[]): Thread {
  const { parent: _parent, item, input, output, pending, fanOut, ...plain } = written;
  return {
    ...plain,
    parent,
    input: readPayload(input),
    item: item === undefined ? undefined : readPayload(item),
    output: output === undefined ? undefined : readPayload(output),
    pending: pending && readPending(pending),
    fanOut: fanOut && readFanOut(fanOut, items),
  };
}

function writePending(pending: Pending): WrittenPending {
  const { input, started, early, cancel: _cancel, cancelHeartbeat: _cancelHeartbeat, ...plain } = pending;
  return {
    ...plain,
    // Once the call was answered it is not made again.
    ...(input && !pending.submitted && { input: input.text }),
    ...(started && { started: started.text }),
    ...(early && { early: writeResult(early) }),
  };
}

function readPending({ input, started, early, ...plain }: WrittenPending): Pending {
  return {
    ...plain,
    ...(input !== undefined && { input: readPayload(input) }),
    ...(started !== undefined && { started: readPayload(started) }),
    ...(early && { early: 'text' in early ? readPayload(early.text) : new StateFailure(early.error, early.cause) }),
  };
}

function writeResult(result: Payload | Error): WrittenResult {
  if (!(result instanceof Error)) return { text: result.text };
  const { error, cause } = result instanceof StateFailure ? result : { error: result.name, cause: result.message };
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

function writeFanOut({ children, items: _items, pumping: _pumping, ...plain }: FanOut): WrittenFanOut {
  return { ...plain, count: children.length };
}

function readFanOut({ count, ...plain }: WrittenFanOut, items: readonly unknown[] | undefined): FanOut {
  return { ...plain, children: new Array<undefined>(count).fill(undefined), items, pumping: false };
}
