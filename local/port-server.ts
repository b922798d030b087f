import { problemAnswer } from './control/problem-answer.ts';
import type { CallAnswer, CallRequest } from './lambda/runtime/message.ts';
import { mostBytes, tooLarge } from './loopback-server.ts';
import type { UnreadRequest, WireAnswer } from './wire/protocol.ts';

/** Who answers, and what an answer waits for: as with the loopback server. */
interface Answering {
  answer(request: UnreadRequest): Promise<WireAnswer>;
  written(): Promise<void> | undefined;
}

/** What functions ask over their threads' ports is answered here, as the loopback server answers what comes over HTTP. */
export interface PortServer {
  /** Never rejects. Gives undefined where HTTP's connection would be cut. */
  answer(request: CallRequest): Promise<CallAnswer | undefined>;
  /** Answers nothing from now on, not even what was asked before. */
  close(): void;
}

/** Makes the server. No answer leaves before what it tells of is kept. */
export function createPortServer(answering: Answering): PortServer {
  let closed = false;
  return {
    async answer(request) {
      if (closed) return undefined;
      const answer = await answerTo(request, answering);
      await answering.written();
      return closed ? undefined : answer;
    },
    close() {
      closed = true;
    },
  };
}

async function answerTo(request: CallRequest, { answer }: Answering): Promise<WireAnswer> {
  if (bytesOf(request.body) > mostBytes) return problemAnswer(413, tooLarge);
  try {
    return await answer({ ...request, body: readable(request.body) });
  } catch (error) {
    console.error(error);
    return problemAnswer(500, error instanceof Error ? error.message : String(error));
  }
}

/** Text is measured only where it may be too long: no character has more than three bytes. */
function bytesOf(body: CallRequest['body']): number {
  return typeof body === 'string' && body.length * 3 > mostBytes ? Buffer.byteLength(body) : body.length;
}

function readable(body: CallRequest['body']): UnreadRequest['body'] {
  return typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
