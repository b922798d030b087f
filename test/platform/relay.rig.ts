import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';

Object.assign(process.env, {
  BUS_NAME: 'the-bus',
  DEAD_LETTERS_URL: 'https://sqs/the-letters',
  REPUBLISH_FACTS_ARN: 'arn:aws:lambda:us-east-1:1:function:republish',
  STAGE: 'dev',
  AWS_REGION: 'us-east-1',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_DEV: 'true',
});
const bus = mockClient(EventBridgeClient);
const queue = mockClient(SQSClient);
const now = Date.parse('2026-11-23T15:00:01.000Z');

/** The relay, between a stream, a bus and a queue that answer as they are told. */
export const { handler: relay } = await import('../../functions/platform/relay-facts.handler.ts');

/** Stops the clock and forgets all calls; to be run before each test, what it gives after. */
export function beginAnew(): () => void {
  bus.reset();
  queue.reset();
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.useFakeTimers({ now, toFake: ['Date'] });
  return () => vi.useRealTimers();
}

type Fact = ReturnType<typeof kept>;

/** A fact of an aggregate of its own, unless it is said whose. */
export function kept(position: number, subject = `L${position}`, outcome = 'sold') {
  return {
    id: `${subject}.${position}.0.lead.closed.v1`,
    room: 'leads',
    type: 'lead.closed.v1',
    time: '2026-11-23T15:00:00.250Z',
    subject,
    correlationid: subject,
    data: { leadId: subject, outcome },
  };
}

export function many(count: number): Fact[] {
  return Array.from({ length: count }, (_, position) => kept(position));
}

/** What the stream brings: the records of some facts, saved so many hours ago. */
export function stream(facts: readonly unknown[], hoursAgo = 0): DynamoDBStreamEvent {
  const records = facts.map((envelope, position) => ({
    eventName: 'INSERT' as const,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000) - hoursAgo * 3600,
      Keys: marshall({ PK: 'LEAD#L', SK: `FACT#${position}` }),
      SequenceNumber: `s${position}`,
      NewImage: marshall({ envelope }),
    },
  }));
  return { Records: records } as unknown as DynamoDBStreamEvent;
}

interface Call {
  readonly Entries: readonly { readonly Detail: string }[];
}

interface Refusals {
  /** The error of a whole call, by the facts it carries. */
  readonly call?: (facts: readonly Fact[]) => string | undefined;
  /** The code of one entry. */
  readonly entry?: (fact: Fact) => string | undefined;
  /** How many turns of the event loop a call takes. */
  readonly turns?: () => number;
}

let takenIds: string[] = [];
let atOneTime = { now: 0, most: 0 };

/** Says what the bus refuses from now on; everything else it takes. */
export function busThatRefuses({ call, entry, turns = () => 1 }: Refusals): void {
  takenIds = [];
  atOneTime = { now: 0, most: 0 };
  bus.reset();
  bus.on(PutEventsCommand).callsFake(async ({ Entries }: Call) => {
    atOneTime = { now: atOneTime.now + 1, most: Math.max(atOneTime.most, atOneTime.now + 1) };
    for (let left = turns(); left > 0; left -= 1) await new Promise((resolve) => setImmediate(resolve));
    atOneTime.now -= 1;
    const facts = Entries.map(({ Detail }) => JSON.parse(Detail) as Fact);
    const name = call?.(facts);
    if (name) throw Object.assign(new Error(name), { name });
    const codes = facts.map((fact) => entry?.(fact));
    takenIds.push(...facts.filter((_, each) => codes[each] === undefined).map(({ id }) => id));
    return { Entries: codes.map((ErrorCode) => (ErrorCode ? { ErrorCode } : { EventId: 'e' })) };
  });
}

/** Says that the queue of dead letters takes nothing. */
export function queueThatIsDown(): void {
  queue.on(SendMessageCommand).rejects(new Error('no queue'));
}

/** The entries of each call to the bus. */
export function sent() {
  return bus.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries ?? []);
}

/** The ids of the facts in each call to the bus. */
export function idsSent(): string[][] {
  return sent().map((entries) => entries.map(({ Detail = '' }) => (JSON.parse(Detail) as Fact).id));
}

/** The ids of what the bus took. */
export function taken(): readonly string[] {
  return takenIds;
}

/** How many calls were on their way at one time, at most. */
export function mostAtOneTime(): number {
  return atOneTime.most;
}

/** What was laid into the dead letters. */
export function letters() {
  return queue.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => ({
    to: input.QueueUrl,
    because: input.MessageAttributes?.['ERROR_CODE']?.StringValue,
    target: input.MessageAttributes?.['TARGET_ARN']?.StringValue,
    facts: (JSON.parse(input.MessageBody ?? '') as { facts: unknown[] }).facts,
  }));
}
