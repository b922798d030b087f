/** A JSON value and its text; both travel together so that one text serves the state, the history and the next state. */
export interface Payload {
  readonly value: unknown;
  readonly text: string;
}

/** The most bytes of UTF-8 a state may take or give: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const MAX_PAYLOAD_BYTES = 262_144;

/** Writes a JSON value down as a payload. */
export function payload(value: unknown): Payload {
  return { value, text: JSON.stringify(value) };
}

/** Reads a JSON text; throws SyntaxError when it is not JSON. */
export function readPayload(text: string): Payload {
  return { value: JSON.parse(text), text };
}

/** Whether a text exceeds the payload limit. */
export function exceedsLimit(text: string): boolean {
  // A UTF-16 unit is at most three bytes: most texts need no count.
  return text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}

export type Json = { readonly [name: string]: unknown };

/** Whether a value is a JSON object (no array, no null). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
