/** The execution environment of a function: a worker thread that loads the asset once and answers one invocation at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { installChance } from './chance.ts';
import { clockReader } from './clock.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import type { FunctionErrorDocument, InvokeMessage, MainMessage, WorkerMessage, WorkerStart } from './message.ts';
import { captureOutput } from './output.ts';
import { PortCalls } from './port-calls.ts';
import { portHttp } from './port-http.ts';
import { providePackages } from './provided-packages.ts';
import { installVirtualDate } from './virtual-date.ts';

/** AWS: six megabytes and some headroom for the envelope. */
const responseLimitBytes = 6_291_556;

const start: WorkerStart = workerData;
const initRequest = 'undefined';
let requestId = initRequest;

const send = (message: WorkerMessage, transfer: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);

installVirtualDate(clockReader(start.clock));
providePackages(process.cwd());
const seedChance = installChance();
captureOutput({
  format: start.logFormat,
  requestId: () => requestId,
  write: (line) => send({ kind: 'line', line }),
});
process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace = [] } = errorDocument(reason);
  send({ kind: 'error', fatal: true, error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage, trace } });
});

const calls = new PortCalls(send);
let serve: ((invocation: InvokeMessage) => void) | undefined;
parentPort?.on('message', (message: MainMessage) => {
  if (message.kind === 'answer') calls.hear(message);
  else serve?.(message.invocation);
});
// Code that waits for nothing more while it is loaded ends the process, as on AWS.
parentPort?.unref();

loadHandler(start.taskRoot, start.handler, { code: start.code, http: httpOf(start) }).then(
  ({ handler, compiled }) => {
    let toTell = compiled;
    serve = async (invocation) => {
      await invoke(handler, invocation);
      // By now that is compiled, too, which an invocation needs.
      if (toTell) send({ kind: 'compiled', code: toTell() });
      toTell = undefined;
    };
    parentPort?.ref();
    send({ kind: 'ready' });
  },
  (error) => send({ kind: 'init-error', error: errorDocument(error) }),
);

/** Made when it is asked for: loading node's http takes time, and not every function speaks it. */
function httpOf({ portEndpoint }: WorkerStart): (() => unknown) | undefined {
  if (portEndpoint === undefined) return undefined;
  let made: unknown;
  return () => {
    made ??= portHttp(portEndpoint, calls);
    return made;
  };
}

async function invoke(handler: Handler, invocation: InvokeMessage): Promise<void> {
  requestId = invocation.requestId;
  seedChance(invocation.chance);
  process.env['_X_AMZN_TRACE_ID'] = invocation.traceHeader;
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    const payload = JSON.stringify(result) ?? 'null';
    const size = Buffer.byteLength(payload);
    send(size > responseLimitBytes ? tooLarge() : { kind: 'result', payload });
  } catch (error) {
    send({ kind: 'error', fatal: false, error: errorDocument(error) });
  }
}

function contextOf(invocation: InvokeMessage): Record<string, unknown> {
  const until = performance.now() + invocation.timeoutMilliseconds;
  return {
    functionVersion: '$LATEST',
    functionName: start.functionName,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: start.logGroup,
    logStreamName: start.logStream,
    clientContext: invocation.clientContext === undefined ? undefined : JSON.parse(invocation.clientContext),
    identity: undefined,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(until - performance.now())),
  };
}

function tooLarge(): WorkerMessage {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${responseLimitBytes} bytes).`;
  return { kind: 'error', fatal: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

function errorDocument(error: unknown): FunctionErrorDocument {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
