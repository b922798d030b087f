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

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly error: FunctionErrorDocument }
  | { readonly kind: 'compiled'; readonly code: CompiledCode }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'result'; readonly payload: string }
  | { readonly kind: 'error'; readonly error: FunctionErrorDocument; readonly fatal: boolean };
