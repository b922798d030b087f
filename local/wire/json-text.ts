import { AwsError } from '../dispatcher.ts';

/** Reads a JSON object from a request's body, empty being `{}`; throws SerializationException for anything else. */
export function readJsonObject(body: Buffer | string): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const value = parseBody(body.toString());
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
}

/** Writes an output as AWS's JSON protocols do: instants as epoch seconds, binary as base64. */
export function writeJson(output: unknown): string {
  return JSON.stringify(wireValue(output));
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'Unable to parse the request body as JSON.');
  }
}

function wireValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(wireValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireValue(member)]));
}
