import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handler } from '../../functions/platform/relay-facts.handler.ts';

vi.hoisted(() => {
  Object.assign(process.env, {
    BUS_NAME: 'the-bus',
    STAGE: 'dev',
    AWS_REGION: 'us-east-1',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_DEV: 'true',
  });
});
const bus = mockClient(EventBridgeClient);
beforeEach(() => {
  bus.reset();
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

const kept = (position: number) => ({
  id: `L1.${position}.0.lead.closed.v1`,
  room: 'leads',
  type: 'lead.closed.v1',
  time: '2026-11-23T15:00:00.250Z',
  subject: 'L1',
  correlationid: 'L1',
  data: { leadId: 'L1', outcome: 'sold' },
});

/** The same as the bus gets it. */
function published(position: number) {
  const { room, ...fact } = kept(position);
  return { specversion: '1.0', source: `/lanekeeper/dev/us-east-1/${room}`, ...fact };
}

function stream(count: number): DynamoDBStreamEvent {
  const records = Array.from({ length: count }, (_, position) => ({
    eventName: 'INSERT' as const,
    dynamodb: { SequenceNumber: `s${position}`, NewImage: marshall({ PK: 'LEAD#L1', envelope: kept(position) }) },
  }));
  return { Records: records } as DynamoDBStreamEvent;
}

/** The bus takes everything but the facts at these positions. */
function refusing(...positions: number[]): void {
  const refused = new Set(positions.map((position) => kept(position).id));
  bus.on(PutEventsCommand).callsFake(({ Entries }: { Entries: { Detail: string }[] }) => ({
    Entries: Entries.map(({ Detail }) =>
      refused.has((JSON.parse(Detail) as { id: string }).id) ? { ErrorCode: 'ThrottlingException' } : { EventId: 'e' },
    ),
  }));
}
const sent = () => bus.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries ?? []);

describe('the relay', () => {
  test('publishes the facts of a batch in their order, ten at a time', async () => {
    refusing();
    expect(await handler(stream(23))).toEqual({ batchItemFailures: [] });
    expect(sent().map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(sent().flat()[11]).toEqual({
      EventBusName: 'the-bus',
      Source: '/lanekeeper/dev/us-east-1/leads',
      DetailType: 'lead.closed.v1',
      Detail: JSON.stringify(published(11)),
      Time: new Date('2026-11-23T15:00:00.250Z'),
      Resources: [],
    });
  });

  test.each([
    ['the first', [0], 's0'],
    ['the last of ten', [9], 's9'],
    ['the first of the second ten', [10], 's10'],
    ['several', [14, 3, 19], 's3'],
  ])('asks for the stream again from what the bus did not take: %s', async (_which, positions, itemIdentifier) => {
    refusing(...positions);
    expect(await handler(stream(20))).toEqual({ batchItemFailures: [{ itemIdentifier }] });
  });

  test('fails as a whole when the bus cannot be reached, so that the stream delivers again', async () => {
    bus.on(PutEventsCommand).rejects(new Error('no way through'));
    await expect(handler(stream(2))).rejects.toThrow('no way through');
  });

  test('fails on a record that holds no fact, which its filter would never let through', async () => {
    refusing();
    const odd = {
      Records: [{ eventName: 'INSERT', dynamodb: { NewImage: marshall({ PK: 'x' }) } }],
    } as unknown as DynamoDBStreamEvent;
    await expect(handler(odd)).rejects.toThrow(/holds no fact/);
    expect(sent()).toEqual([]);
  });
});
