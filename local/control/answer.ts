import type { ServerResponse } from 'node:http';
import { problemDocument } from './problem.ts';

/** Answers with a JSON document. */
export function answerJson(response: ServerResponse, status: number, document: unknown): void {
  send(response, status, { type: 'application/json', document });
}

/** Answers with problem details; a 503 says when to come again. */
export function answerProblem(response: ServerResponse, status: number, detail: string): void {
  if (status === 503) response.setHeader('retry-after', '1');
  send(response, status, { type: 'application/problem+json', document: problemDocument(status, detail) });
}

function send(response: ServerResponse, status: number, content: { type: string; document: unknown }): void {
  const body = JSON.stringify(content.document);
  response.writeHead(status, { 'content-type': content.type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
