import type { AwsCall, ServiceHandler } from '../dispatcher.ts';

type Answer = Record<string, unknown>;

/** Whether a call is a batch of which a part can fail. */
export function isBatch({ service, action }: AwsCall): boolean {
  return (service === 'events' && action === 'PutEvents') || (service === 'sqs' && action.endsWith('Batch'));
}

/** Carries out some of the entries, as `draw` decides; at least one fails. The answer tells of all of them as its service does. */
export async function carryOutPart(call: AwsCall, carryOut: ServiceHandler, draw: () => number): Promise<Answer> {
  const entries: readonly unknown[] = Array.isArray(call.input['Entries']) ? call.input['Entries'] : [];
  const certain = Math.floor(draw() * entries.length);
  const failing = entries.map((_, position) => position === certain || draw() < 1 / 2);
  const taken = entries.filter((_, position) => !failing[position]);
  const answer = taken.length > 0 ? await carryOut({ ...call, input: { ...call.input, Entries: taken } }) : {};
  if (call.service === 'events') return inPlaces(answer, failing);
  return byIds(
    answer,
    entries.filter((_, position) => failing[position]),
  );
}

const failure = { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal Service Error' };

/** EventBridge answers for every entry in its place. */
function inPlaces(answer: Answer, failing: readonly boolean[]): Answer {
  const results = listOf(answer, 'Entries');
  const all = failing.map((failed) => (failed ? failure : results.shift()));
  const failed = Number(answer['FailedEntryCount'] ?? 0) + failing.filter(Boolean).length;
  return { ...answer, FailedEntryCount: failed, Entries: all };
}

/** SQS lists by their ids what it did and what it did not. */
function byIds(answer: Answer, entries: readonly unknown[]): Answer {
  const Failed = entries.map((entry) => ({
    Id: (entry as { readonly Id?: unknown }).Id,
    SenderFault: false,
    Code: 'InternalError',
    Message: 'We encountered an internal error. Please try again.',
  }));
  return { Successful: listOf(answer, 'Successful'), Failed: [...listOf(answer, 'Failed'), ...Failed] };
}

function listOf(answer: Answer, member: string): unknown[] {
  const list = answer[member];
  return Array.isArray(list) ? [...list] : [];
}
