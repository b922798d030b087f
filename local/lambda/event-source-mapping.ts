import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Resource } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from './read-properties.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string().regex(/^arn:[^:]*:dynamodb:[^/]+\/[^/]+\/stream\//, 'a DynamoDB stream'),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  BatchSize: number.pipe(z.int().min(1).max(10_000)).default(100),
  MaximumBatchingWindowInSeconds: number.pipe(z.int().min(0).max(300)).default(0),
  ParallelizationFactor: number.pipe(z.int().min(1).max(10)).default(1),
  MaximumRetryAttempts: number.pipe(z.int().min(-1).max(10_000)).default(-1),
  MaximumRecordAgeInSeconds: number.pipe(z.union([z.literal(-1), z.int().min(60).max(604_800)])).default(-1),
  BisectBatchOnFunctionError: flag.default(false),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  DestinationConfig: z
    .strictObject({
      OnFailure: z
        .strictObject({ Destination: z.string().regex(/^arn:[^:]*:(sqs|s3):/, 'a queue or bucket') })
        .optional(),
    })
    .optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })).default([]) }).optional(),
  Enabled: flag.default(true),
  Tags: harmless,
  MetricsConfig: harmless,
});

/** A stream's mapping to a function as the template describes it; plain data. */
export interface EventSourceMapping {
  readonly id: string;
  readonly path: string;
  readonly streamArn: string;
  /** As the template gives it: a name or an ARN. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** Batches processed at the same time. */
  readonly lanes: number;
  /** Retries of a batch after its first try; Infinity until its records expire. */
  readonly retries: number;
  /** Age in ms at which a record is given up; absent when it stays until it leaves the stream. */
  readonly maxAgeMs?: number;
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  readonly onFailureArn?: string;
  /** JSON texts of event patterns. */
  readonly patterns: readonly string[];
  readonly enabled: boolean;
}

/** Reads a mapping from its resource. Throws Unsupported for what is not honoured. */
export function readMapping(resource: Resource): EventSourceMapping {
  const read = readProperties(resource, properties);
  const onFailureArn = read.DestinationConfig?.OnFailure?.Destination;
  return {
    id: resource.ref,
    path: resource.path,
    streamArn: read.EventSourceArn,
    functionName: read.FunctionName,
    batchSize: read.BatchSize,
    batchingWindowMs: read.MaximumBatchingWindowInSeconds * 1000,
    lanes: read.ParallelizationFactor,
    retries: read.MaximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : read.MaximumRetryAttempts,
    ...(read.MaximumRecordAgeInSeconds >= 0 && { maxAgeMs: read.MaximumRecordAgeInSeconds * 1000 }),
    bisects: read.BisectBatchOnFunctionError,
    reportsItemFailures: read.FunctionResponseTypes.length > 0,
    ...(onFailureArn && { onFailureArn }),
    patterns: read.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
    enabled: read.Enabled,
  };
}

/** An id in the form of a UUID, always the same for one name. */
export function mappingId(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
