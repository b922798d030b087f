import type { CallAnswer, CallRequest, MainMessage, WorkerMessage } from './message.ts';

type Answered = (answer: CallAnswer | undefined) => void;

/** The calls to AWS that go over the thread's port, each until its answer is there. */
export class PortCalls {
  readonly #send: (message: WorkerMessage, transfer?: readonly ArrayBuffer[]) => void;
  readonly #waiting = new Map<number, Answered>();
  #made = 0;

  constructor(send: (message: WorkerMessage, transfer?: readonly ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Asks the main thread, which takes the bytes of the body over. Gives what takes the call back: nobody waits for it then. */
  make(request: CallRequest, answered: Answered): () => void {
    this.#made += 1;
    const id = this.#made;
    this.#waiting.set(id, answered);
    const { body } = request;
    this.#send({ kind: 'call', id, request }, typeof body === 'string' ? [] : [body.buffer as ArrayBuffer]);
    return () => void this.#waiting.delete(id);
  }

  hear({ id, answer }: Extract<MainMessage, { kind: 'answer' }>): void {
    const answered = this.#waiting.get(id);
    this.#waiting.delete(id);
    answered?.(answer);
  }
}
