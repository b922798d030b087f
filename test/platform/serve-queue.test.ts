import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { defineEvent } from '../../functions/events/event.ts';
import type { Handled } from '../../functions/platform/redelivery.ts';
import { serveQueue } from '../../functions/platform/serve-queue.flow.ts';

vi.hoisted(() => {
  Object.assign(process.env, {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    STAGE: 'dev',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'a',
    AWS_SESSION_TOKEN: 'a',
    // Nobody listens: what comes again comes when the queue says.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  });
});

const done = defineEvent('thing.done.v1', z.object({ thingId: z.string() }));

function messageOf(thingId: string, body?: string): SQSRecord {
  const detail = {
    ...{ specversion: '1.0', id: thingId, source: 's', type: 'thing.done.v1', time: '2026-11-23T15:00:00.000Z' },
    ...{ subject: thingId, correlationid: thingId, data: { thingId } },
  };
  return {
    messageId: `message-${thingId}`,
    receiptHandle: 'r',
    body: body ?? JSON.stringify({ 'detail-type': detail.type, detail }),
    attributes: { ApproximateReceiveCount: '1' } as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:things',
    awsRegion: 'us-east-1',
  };
}

const batchOf = (...Records: SQSRecord[]): SQSEvent => ({ Records });
const failuresOf = async (consumer: ReturnType<typeof serveQueue>, batch: SQSEvent) =>
  (await consumer(batch)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('a consumer of a queue', () => {
  test('handles each event for itself, and says which are not done with', async () => {
    const seen: string[] = [];
    const consumer = serveQueue([done], async ({ data: { thingId } }): Promise<Handled> => {
      seen.push(thingId);
      if (thingId === 'b') throw new Error('a bug');
      if (thingId === 'c') return { kind: 'failed', code: 'not-today' };
      if (thingId === 'd') return { kind: 'waits', for: { kind: 'turn', perSecond: 14 } };
      return { kind: 'done' };
    });
    const batch = batchOf(...['a', 'b', 'c', 'd', 'e'].map((thingId) => messageOf(thingId)));
    expect(await failuresOf(consumer, batch)).toEqual(['message-b', 'message-c', 'message-d']);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each([
    ['no JSON', 'a private word'],
    ['an event of another kind', JSON.stringify({ detail: { type: 'thing.lost.v1' } })],
    ['nothing', ''],
  ])('is not held up by %s, which ends where it can be seen', async (_what, body) => {
    const handle = vi.fn(async (): Promise<Handled> => ({ kind: 'done' }));
    const consumer = serveQueue([done], handle);
    expect(await failuresOf(consumer, batchOf(messageOf('bad', body), messageOf('good')))).toEqual(['message-bad']);
    expect(handle).toHaveBeenCalledOnce();
  });
});
