import type { ServerResponse } from 'node:http';
import type { WireAnswer } from '../wire/protocol.ts';
import { problemAnswer } from './problem-answer.ts';

/** Answers with a JSON document. */
export function answerJson(response: ServerResponse, status: number, document: unknown): void {
  const body = JSON.stringify(document);
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  writeAnswer(response, { status, headers, body });
}

/** Answers with problem details; a 503 says when to come again. */
export function answerProblem(response: ServerResponse, status: number, detail: string): void {
  writeAnswer(response, problemAnswer(status, detail));
}

export function writeAnswer(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}
