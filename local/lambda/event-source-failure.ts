import { createHash } from 'node:crypto';
import type { AwsCall, Principal } from '../dispatcher.ts';
import { type Batch, eventText } from './event-source-batch.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { mappingId } from './event-source-mapping.ts';
import { functionNameIn } from './function-resource.ts';

/** Why a batch was given up, in AWS's words. */
export type GivenUpBecause = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

interface GivenUp {
  readonly batch: Batch;
  readonly because: GivenUpBecause;
  /** Virtual epoch ms. */
  readonly at: number;
}

/** A table here has one shard. */
const shardId = 'shardId-00000000000000000000-00000000';

/** The call that keeps a record of a given-up batch; undefined where the mapping names no destination. */
export function failureCall(mapping: EventSourceMapping, givenUp: GivenUp, principal: Principal): AwsCall | undefined {
  const arn = mapping.onFailureArn;
  if (arn === undefined) return undefined;
  const record = failureRecord(mapping, givenUp);
  const [, , service, region, account, name = ''] = arn.split(':');
  if (service === 'sqs') {
    const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    return { service, action: 'SendMessage', input: { QueueUrl, MessageBody: JSON.stringify(record) }, principal };
  }
  const Body = JSON.stringify({ ...record, payload: eventText(givenUp.batch) });
  return {
    service: 's3',
    action: 'PutObject',
    input: { Bucket: name, Key: objectKey(mapping, givenUp), Body },
    principal,
  };
}

/** The record as in "Retain discarded records for a DynamoDB event source" of the Lambda developer guide. */
function failureRecord(mapping: EventSourceMapping, givenUp: GivenUp): Record<string, unknown> {
  const { batch, because, at } = givenUp;
  const [first, last] = [batch.records[0], batch.records.at(-1)];
  const [, , , region, account] = mapping.streamArn.split(':');
  return {
    requestContext: {
      requestId: requestId(givenUp),
      functionArn: `arn:aws:lambda:${region}:${account}:function:${functionNameIn(mapping.functionName)}`,
      condition: because,
      approximateInvokeCount: batch.invocations,
    },
    ...(batch.invocations > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: seconds(first?.createdAt ?? at),
      approximateArrivalOfLastRecord: seconds(last?.createdAt ?? at),
      batchSize: batch.records.length,
      streamArn: mapping.streamArn,
    },
  };
}

/** `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<UUID>` */
function objectKey(mapping: EventSourceMapping, givenUp: GivenUp): string {
  const instant = new Date(givenUp.at).toISOString();
  const day = instant.slice(0, 10).replaceAll('-', '/');
  const time = instant.slice(0, 19).replaceAll(':', '.');
  return `aws/lambda/${mapping.id}/${shardId}/${day}/${time}-${requestId(givenUp)}`;
}

/** Derived, so that two runs of the same story leave the same records. */
function requestId({ batch, because }: GivenUp): string {
  const ids = batch.records.map(({ eventId }) => eventId).join();
  return mappingId(createHash('md5').update(because).update(ids).digest('hex'));
}

function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
