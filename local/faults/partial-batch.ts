import type { AwsCall, ServiceHandler } from '../dispatcher.ts';

/** Whether a call is a batch of which a part can fail. */
export function isBatch({ service, action }: AwsCall): boolean {
  return service === 'events' && action === 'PutEvents';
}

const failure = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal Service Error' };

/** Carries out some of the entries, as `draw` decides; at least one fails. The answer lists all in their order. */
export async function carryOutPart(
  call: AwsCall,
  carryOut: ServiceHandler,
  draw: () => number,
): Promise<Record<string, unknown>> {
  const entries = Array.isArray(call.input['Entries']) ? call.input['Entries'] : [];
  const certain = Math.floor(draw() * entries.length);
  const failing = entries.map((_, position) => position === certain || draw() < 1 / 2);
  const taken = entries.filter((_, position) => !failing[position]);
  const answer = taken.length > 0 ? await carryOut({ ...call, input: { ...call.input, Entries: taken } }) : {};
  const results = Array.isArray(answer['Entries']) ? [...answer['Entries']] : [];
  const all = failing.map((failed) => (failed ? failure : results.shift()));
  const failed = Number(answer['FailedEntryCount'] ?? 0) + entries.length - taken.length;
  return { ...answer, FailedEntryCount: failed, Entries: all };
}
