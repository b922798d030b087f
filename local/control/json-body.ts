import { Problem } from './problem.ts';

/** Parses a request's body. Throws Problem 400 for what is not JSON. */
export function parseJsonBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, 'The body is not JSON.');
  }
}
