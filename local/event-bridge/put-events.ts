import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import { busNameIn } from './bus-name.ts';
import type { Collaborators } from './collaborators.ts';
import { makeEvent, uuidOf } from './event.ts';
import type { EventRouter } from './routing.ts';

/** The entries of one request together stay below 1 MB (PutEvents API reference). */
const MAX_BYTES = 1_048_576;

// Epoch seconds on the wire; service to service also as text or a date. What is no instant is refused.
const instant = z
  .union([
    z.number().transform((seconds) => seconds * 1000),
    z.string().transform((text) => Date.parse(text)),
    z.date().transform((date) => date.getTime()),
  ])
  .pipe(z.number().min(0).max(253_402_300_799_999));

const entrySchema = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  Time: instant.optional(),
  TraceHeader: z.string().optional(),
});

const request = z.strictObject({ Entries: z.array(entrySchema) });

type Entry = z.output<typeof entrySchema>;

type Refusal = Readonly<Record<'ErrorCode' | 'ErrorMessage', string>>;

/**
 * PutEvents: takes each entry by itself, in the order of the request. Throws ValidationException for none, more than
 * ten or more than 1 MB. An entry for a bus that does not exist is accepted and dropped, as on AWS, with a complaint.
 */
export function putEvents(collaborators: Collaborators, router: EventRouter, call: AwsCall): Record<string, unknown> {
  const { Entries } = readInput(request, call);
  checkBatch(Entries);
  const results = Entries.map((entry) => putEntry(collaborators, router, entry));
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0) throw constraintError('[]', 'greater than or equal to 1');
  if (entries.length > 10) throw constraintError('[PutEventsRequestEntry]', 'less than or equal to 10');
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) >= MAX_BYTES)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
}

function constraintError(value: string, bound: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

/** The size of an entry in bytes, as AWS counts it. */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function putEntry(
  collaborators: Collaborators,
  router: EventRouter,
  entry: Entry,
): Refusal | Readonly<Record<'EventId', string>> {
  const { Source, DetailType, Detail, EventBusName = 'default', Resources, Time } = entry;
  if (!Source) return missingParameter('Source');
  if (!DetailType) return missingParameter('DetailType');
  if (!Detail) return missingParameter('Detail');
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = objectIn(Detail);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const at = Time ?? collaborators.scheduler.now();
  const id = nextId(collaborators);
  const event = makeEvent(collaborators.place, {
    id,
    source: Source,
    detailType: DetailType,
    detail,
    resources: Resources,
    at,
  });
  const bus = collaborators.state.buses.get(busNameIn(EventBusName));
  if (!bus) {
    collaborators.complain(
      `PutEvents names the event bus ${EventBusName}, which does not exist: AWS accepts the event and drops it`,
    );
    return { EventId: event.id };
  }
  collaborators.state.published.add({ ...event, eventBusName: bus.name });
  router.route(event, bus.name);
  return { EventId: event.id };
}

function nextId({ state, scheduler }: Collaborators): string {
  const made = (state.counts.get('made') ?? 0) + 1;
  state.counts.set('made', made);
  return uuidOf(`event ${made} at ${scheduler.now()}`);
}

function missingParameter(name: string): Refusal {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return undefined;
  }
}
