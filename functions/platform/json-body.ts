import { type HttpAnswer, problem } from './problem.ts';

/** A text as JSON, or that it is none. */
type JsonReading = { readonly kind: 'ok'; readonly value: unknown } | { readonly kind: 'malformed' };

/** Reads a text as JSON. Half of an escaped surrogate pair is no character, and the table takes none: it reads as U+FFFD. */
export function jsonOf(text: string): JsonReading {
  try {
    return { kind: 'ok', value: /\\ud[89a-f]/i.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text) };
  } catch {
    // The engine's message quotes the text.
    return { kind: 'malformed' };
  }
}

function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** Reads a request's body as JSON; what is not JSON, or not UTF-8, is `malformed` with the answer that says so. */
export function readJson(
  body: Uint8Array,
): Extract<JsonReading, { kind: 'ok' }> | { readonly kind: 'malformed'; readonly answer: HttpAnswer<400> } {
  const text = utf8(body);
  const json: JsonReading = text === undefined ? { kind: 'malformed' } : jsonOf(text);
  if (json.kind === 'ok') return json;
  const answer = problem(400, 'The body cannot be read.', [{ path: '', message: 'is not JSON in UTF-8' }]);
  return { kind: 'malformed', answer };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
