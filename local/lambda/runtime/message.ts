/** What passes between the main thread and the worker thread that is a function's execution environment. */

/** How a function's error is answered (the Node runtime's own shape). */
export interface FunctionErrorDocument {
  readonly errorType?: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What V8 made of a script, by the hash of its text. */
export interface CompiledCode {
  readonly hash: string;
  readonly data: Uint8Array;
}

export interface WorkerStart {
  readonly taskRoot: string;
  readonly handler: string;
  /** Shared memory of the clock, see clock.ts. */
  readonly clock: SharedArrayBuffer;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: 'Text' | 'JSON';
  /** What an earlier environment has compiled of the handler's script. */
  readonly code?: CompiledCode;
  /** Where AWS is reached: a script's calls there go over the thread's port. Without it they go over HTTP. */
  readonly portEndpoint?: string;
}

/** A call to AWS, as its HTTP request would be: header names in lower case, the body whole. */
export interface CallRequest {
  readonly method: string;
  /** The request's target: path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  readonly timeoutMilliseconds: number;
  readonly traceHeader: string;
  readonly clientContext?: string;
  /** The seed of all that the handler draws by chance; without it chance is real. */
  readonly chance?: string;
}

/** What the main thread says. */
export type MainMessage =
  | { readonly kind: 'invoke'; readonly invocation: InvokeMessage }
  /** Undefined for a call whose connection was cut. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: CallAnswer | undefined };

/** What the worker thread says. */
export type WorkerMessage =
  | { readonly kind: 'call'; readonly id: number; readonly request: CallRequest }
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly error: FunctionErrorDocument }
  | { readonly kind: 'compiled'; readonly code: CompiledCode }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: FunctionErrorDocument; readonly fatal: boolean };
