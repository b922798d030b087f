import type { WireAnswer } from '../wire/protocol.ts';
import { problemDocument } from './problem.ts';

/** An answer with problem details; a 503 says when to come again. */
export function problemAnswer(status: number, detail: string): WireAnswer {
  const body = JSON.stringify(problemDocument(status, detail));
  return {
    status,
    headers: {
      ...(status === 503 && { 'retry-after': '1' }),
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  };
}
