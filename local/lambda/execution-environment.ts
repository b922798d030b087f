import { Worker } from 'node:worker_threads';
import { codeOf, keepCode } from './compiled-code.ts';
import type {
  CallAnswer,
  CallRequest,
  FunctionErrorDocument,
  InvokeMessage,
  MainMessage,
  WorkerMessage,
  WorkerStart,
} from './runtime/message.ts';
import { workerSource } from './runtime/worker-source.ts';

/** What a function made of an invocation. `payload` is JSON text: its result, or the document of its error. */
export interface InvocationOutcome {
  readonly failed: boolean;
  readonly payload: string;
  /** How long the handler ran, in real milliseconds; loading the code is not in it. */
  readonly milliseconds: number;
}

type Ending = Omit<InvocationOutcome, 'milliseconds'>;

/** How an environment's process can be made to end: by itself, or because its function's time is over. */
export type Death = 'exit' | 'timeout';

/** Answers a call to AWS; gives undefined where the connection would be cut, and never rejects. */
export type AnswerCall = (request: CallRequest) => Promise<CallAnswer | undefined>;

interface EnvironmentParts {
  readonly start: WorkerStart;
  readonly variables: Record<string, string>;
  /** Virtual now, epoch ms; puts the shared clock there, too. */
  now(): number;
  log(requestId: string, line: string): void;
  /** Answers what comes over the thread's port. */
  readonly answerCall?: AnswerCall | undefined;
}

/** Real time that loading the code may take; AWS gives ten seconds and then counts a second try as the invocation's. */
const initLimitMilliseconds = 10_000;

/** V8 would let each thread's new objects take up to 48 MB before it clears them away; with less it takes no longer. */
const maxYoungGenerationSizeMb = 3;

interface Running {
  readonly invocation: InvokeMessage;
  readonly settle: (outcome: InvocationOutcome) => void;
  timer?: NodeJS.Timeout;
  /** Of the performance clock. */
  beganAt?: number;
}

/** One worker thread with the function's code loaded; it serves one invocation at a time and dies as on AWS. */
export class ExecutionEnvironment {
  readonly #worker: Worker;
  readonly #parts: EnvironmentParts;
  #isReady = false;
  #running: Running | undefined;
  /** No more invocations: it has ended, or is about to. */
  dead = false;
  /** Which of its function's invocations was its last; the pool's to set. */
  lastUse = 0;

  constructor(parts: EnvironmentParts) {
    this.#parts = parts;
    parts.now();
    this.#worker = new Worker(workerSource(), {
      eval: true,
      workerData: { ...parts.start, ...codeOf(parts.start) },
      env: parts.variables,
      argv: [],
      // A bundle's dynamic import() needs a part of node:vm that warns, which it does not on AWS.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: parts.start.memoryMb, maxYoungGenerationSizeMb },
    });
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error) => this.#fail(crashDocument(error, this.#requestId()), true));
    this.#worker.on('exit', () => this.#exited());
  }

  /** Whether its code is not there yet. */
  get loading(): boolean {
    return !this.#isReady && !this.dead;
  }

  /** Runs one invocation; never rejects: what goes wrong is the outcome. */
  invoke(invocation: InvokeMessage): Promise<InvocationOutcome> {
    return new Promise((settle) => {
      this.#worker.ref();
      this.#running = { invocation, settle };
      if (this.#isReady) this.#begin();
      else this.#limit(initLimitMilliseconds + invocation.timeoutMilliseconds);
    });
  }

  /** Ends the process in the midst of its invocation, whose outcome tells how; resolves when it has ended. */
  async kill(death: Death): Promise<void> {
    if (death === 'timeout') this.#timeOut();
    else this.#end(exitEnding(this.#requestId(), 'Runtime exited with error: exit status 1'));
    await this.#worker.terminate();
  }

  async close(): Promise<void> {
    this.dead = true;
    await this.#worker.terminate();
  }

  #begin(): void {
    if (!this.#running) return;
    const { invocation } = this.#running;
    this.#parts.now();
    this.#limit(invocation.timeoutMilliseconds);
    this.#running.beganAt = performance.now();
    this.#post({ kind: 'invoke', invocation });
  }

  #hear(message: WorkerMessage): void {
    switch (message.kind) {
      case 'call':
        void this.#answerCall(message);
        break;
      case 'line':
        this.#parts.log(this.#requestId(), message.line);
        break;
      case 'compiled':
        keepCode(this.#parts.start, message.code);
        break;
      case 'result':
        this.#settle({ failed: false, payload: message.payload });
        break;
      case 'error':
        this.#fail(message.error, message.fatal);
        break;
      case 'init-error':
        this.#fail(message.error, true, 'Init Error');
        break;
      case 'ready':
        this.#isReady = true;
        this.#begin();
    }
  }

  /** Whoever asked may have ended meanwhile: then nobody hears the answer. */
  async #answerCall({ id, request }: Extract<WorkerMessage, { kind: 'call' }>): Promise<void> {
    const answer = await this.#parts.answerCall?.(request);
    if (answer === undefined || typeof answer.body === 'string') {
      this.#post({ kind: 'answer', id, answer });
      return;
    }
    // The bytes may be a stored object's, or a part of a larger buffer.
    const body = new Uint8Array(answer.body);
    this.#post({ kind: 'answer', id, answer: { ...answer, body } }, [body.buffer]);
  }

  #post(message: MainMessage, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #limit(milliseconds: number): void {
    if (!this.#running) return;
    clearTimeout(this.#running.timer);
    this.#running.timer = setTimeout(() => this.#timeOut(), milliseconds);
  }

  #timeOut(): void {
    if (!this.#running) return;
    const { requestId, timeoutMilliseconds } = this.#running.invocation;
    const seconds = (timeoutMilliseconds / 1000).toFixed(2);
    const at = new Date(this.#parts.now()).toISOString();
    const errorMessage = `${at} ${requestId} Task timed out after ${seconds} seconds`;
    this.#parts.log(requestId, errorMessage);
    this.#end({ failed: true, payload: JSON.stringify({ errorMessage }) });
  }

  #exited(): void {
    this.dead = true;
    this.#settle(exitEnding(this.#requestId(), 'Runtime exited without providing a reason'));
  }

  #fail(error: FunctionErrorDocument, fatal: boolean, label = 'Invoke Error'): void {
    const payload = JSON.stringify(error);
    const requestId = this.#requestId();
    const timestamp = new Date(this.#parts.now()).toISOString();
    const line =
      this.#parts.start.logFormat === 'JSON'
        ? JSON.stringify({ timestamp, level: 'ERROR', requestId, message: error })
        : `${timestamp}\t${requestId}\tERROR\t${label}\t${payload}`;
    this.#parts.log(requestId, line);
    if (fatal) this.#end({ failed: true, payload });
    else this.#settle({ failed: true, payload });
  }

  #end(outcome: Ending): void {
    this.dead = true;
    this.#settle(outcome);
    void this.#worker.terminate();
  }

  #settle(outcome: Ending): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    this.#worker.unref();
    const milliseconds = running.beganAt === undefined ? 0 : performance.now() - running.beganAt;
    running.settle({ ...outcome, milliseconds });
  }

  #requestId(): string {
    return this.#running?.invocation.requestId ?? 'undefined';
  }
}

function exitEnding(requestId: string, reason: string): Ending {
  const errorMessage = `RequestId: ${requestId} Error: ${reason}`;
  return { failed: true, payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }) };
}

/** A thread that runs out of its memory is what AWS sees as a killed process. */
function crashDocument(error: unknown, requestId: string): FunctionErrorDocument {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    };
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
