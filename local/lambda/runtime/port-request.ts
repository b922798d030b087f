import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { CallAnswer, CallRequest } from './message.ts';
import type { PortCalls } from './port-calls.ts';
import { PortResponse } from './port-response.ts';

type Head = Omit<CallRequest, 'body'>;

/**
 * A request as node's http gives one, that goes over the thread's port once its body is whole. Its socket is connected to
 * nothing: it keeps the time for those who ask how long it has been idle.
 */
export class PortRequest extends Writable {
  readonly method: string;
  readonly path: string;
  readonly #headers: Record<string, string>;
  readonly #calls: PortCalls;
  readonly #chunks: (string | Buffer)[] = [];
  #socket: Socket | undefined;
  #takeBack: (() => void) | undefined;
  #isAnswered = false;

  constructor(head: Head, calls: PortCalls) {
    // As with http, it is over when its answer has been read, and not when it has been sent.
    super({ autoDestroy: false, decodeStrings: false });
    this.method = head.method;
    this.path = head.url;
    this.#headers = { ...head.headers };
    this.#calls = calls;
    process.nextTick(() => {
      if (this.listenerCount('socket') > 0 && !this.destroyed) this.emit('socket', this.socket);
    });
  }

  /** Made for those who look at it, which few calls do. */
  get socket(): Socket {
    this.#socket ??= new (process.getBuiltinModule('node:net').Socket)().once('close', () => this.destroy());
    return this.#socket;
  }

  get aborted(): boolean {
    return this.destroyed && !this.#isAnswered;
  }

  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }

  setHeader(name: string, value: unknown): this {
    this.#headers[name.toLowerCase()] = String(value);
    return this;
  }

  removeHeader(name: string): void {
    delete this.#headers[name.toLowerCase()];
  }

  setTimeout(milliseconds: number, timedOut?: () => void): this {
    if (timedOut) this.once('timeout', timedOut);
    this.socket.setTimeout(milliseconds, () => this.emit('timeout'));
    return this;
  }

  setNoDelay(): void {}
  setSocketKeepAlive(): void {}
  flushHeaders(): void {}

  abort(): void {
    process.nextTick(() => this.emit('abort'));
    this.destroy();
  }

  override _write(chunk: string | Buffer, encoding: BufferEncoding, done: () => void): void {
    const isText = typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8');
    // What is no Unicode becomes what its bytes would say on a wire.
    this.#chunks.push(isText ? chunk.toWellFormed() : typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  override _final(done: () => void): void {
    const request = { method: this.method, url: this.path, headers: this.#headers, body: whole(this.#chunks) };
    this.#takeBack = this.#calls.make(request, (answer) => this.#answered(answer));
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#takeBack?.();
    this.#socket?.destroy();
    done(error ?? (this.#isAnswered ? null : hungUp()));
  }

  #answered(answer: CallAnswer | undefined): void {
    if (!answer) {
      this.destroy();
      return;
    }
    this.#isAnswered = true;
    this.#socket?.setTimeout(0);
    const response = new PortResponse(answer, this.method);
    response.once('close', () => this.destroy());
    if (!this.emit('response', response)) response.resume();
  }
}

/** The bytes are the request's own, so that they can be handed over; those of the chunks stay their sender's. */
function whole(chunks: readonly (string | Buffer)[]): string | Uint8Array {
  const [first = '', ...others] = chunks;
  if (typeof first === 'string' && others.length === 0) return first;
  const parts = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** As http says it. */
function hungUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
