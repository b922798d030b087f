import type { AwsCall } from '../dispatcher.ts';

/** Units that one call used up; `by` where they are not the caller's. */
export interface CallUnits {
  readonly id: string;
  readonly units: number;
  readonly by?: string;
}

type Answer = Readonly<Record<string, unknown>>;
type Count = (call: AwsCall, answer: Answer) => readonly CallUnits[];

const chunkBytes = 65_536;
const gigabyte = 1024 ** 3;
const s3Puts = /^(Put|Copy|Post|List|CreateMultipart|UploadPart|CompleteMultipart)/;

const counts: Readonly<Record<string, Count>> = {
  events: (call, answer) => (call.action === 'PutEvents' ? customEvents(call, answer) : []),
  sqs: ({ input }, answer) => [
    { id: 'sqs.request', units: chunks(input['MessageBody'] ?? input['Entries'] ?? answer['Messages']) },
  ],
  sns: ({ action, input }) => (action === 'Publish' ? [{ id: 'sns.publish', units: chunks(input['Message']) }] : []),
  s3: ({ action }) => {
    if (action.startsWith('Delete')) return [];
    return [{ id: s3Puts.test(action) ? 's3.put' : 's3.get', units: 1 }];
  },
  ses: ({ action, input }) => (action === 'SendEmail' ? [{ id: 'ses.message', units: recipients(input) }] : []),
  logs: ({ action, input }) =>
    action === 'PutLogEvents' ? [{ id: 'logs.ingestedGb', units: bytesOf(input['logEvents']) / gigabyte }] : [],
  cloudwatch: ({ action }) => (action === 'PutMetricData' ? [{ id: 'cloudwatch.putMetricData', units: 1 }] : []),
};

/** What a call that succeeded is billed for by the service it went to; capacity of tables and functions is counted elsewhere. */
export function unitsOfCall(call: AwsCall, answer: Answer): readonly CallUnits[] {
  return counts[call.service]?.(call, answer) ?? [];
}

/** No price's id: the gigabytes that each archive of a bus would take in, by bus. */
export const archivable = 'events.publishedGb';

/** How an event's type stands as the cause of what it brings about. */
export function eventCause(detailType: string): string {
  return `event ${detailType}`;
}

/** Every event taken counts once for each 64 KB begun; events of AWS's own, such as a schedule's, pass no PutEvents. */
function customEvents({ input }: AwsCall, answer: Answer): readonly CallUnits[] {
  const results = (answer['Entries'] ?? []) as readonly Answer[];
  const entries = (input['Entries'] ?? []) as readonly Answer[];
  return entries.flatMap((entry, at) => {
    if (results[at]?.['ErrorCode'] !== undefined) return [];
    const by = eventCause(String(entry['DetailType']));
    const { Source, DetailType, Detail, Resources } = entry;
    const event = [Source, DetailType, Detail, Resources];
    return [
      { id: 'events.customEvent', units: chunks(event), by },
      { id: archivable, units: bytesOf(event) / gigabyte, by: String(entry['EventBusName'] ?? 'default') },
    ];
  });
}

function chunks(payload: unknown): number {
  return Math.max(1, Math.ceil(bytesOf(payload) / chunkBytes));
}

/** The bytes of all texts in a value. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + bytesOf(member), 0);
}

function recipients(input: Answer): number {
  const destination = (input['Destination'] ?? {}) as Answer;
  return Object.values(destination).reduce<number>((sum, to) => sum + (Array.isArray(to) ? to.length : 0), 0);
}
