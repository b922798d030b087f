import { AwsError } from '../dispatcher.ts';

/** A call of InvokeFunction. */
export interface Invocation {
  readonly functionName: string;
  readonly type: 'RequestResponse' | 'Event' | 'DryRun';
  /** JSON text. */
  readonly payload: string;
  readonly clientContext?: string;
}

/** Bytes of payload that AWS takes: 6 MB for an answer waited for, 1 MB for an event. */
const limits = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/** Reads the input of InvokeFunction. Throws AwsError as AWS does for another type, a payload too large or no JSON. */
export function readInvocation(input: Readonly<Record<string, unknown>>): Invocation {
  const { FunctionName, InvocationType = 'RequestResponse', Payload = '{}', ClientContext } = input;
  if (InvocationType !== 'RequestResponse' && InvocationType !== 'Event' && InvocationType !== 'DryRun')
    throw new AwsError('InvalidParameterValueException', `InvocationType ${InvocationType} is not one of Lambda's`);
  const payload = textOf(Payload) || '{}';
  const bytes = Buffer.byteLength(payload);
  if (bytes > limits[InvocationType])
    throw new AwsError(
      'RequestTooLargeException',
      `${bytes} byte payload is too large for the ${InvocationType} invocation type (limit ${limits[InvocationType]} bytes)`,
      { status: 413, details: { Type: 'User' } },
    );
  assertJson(payload);
  const clientContext = typeof ClientContext === 'string' ? Buffer.from(ClientContext, 'base64').toString() : undefined;
  return {
    functionName: String(FunctionName),
    type: InvocationType,
    payload,
    ...(clientContext !== undefined && { clientContext }),
  };
}

function textOf(payload: unknown): string {
  return payload instanceof Uint8Array ? Buffer.from(payload).toString() : String(payload);
}

function assertJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`, {
      details: {
        Type: 'User',
      },
    });
  }
}
