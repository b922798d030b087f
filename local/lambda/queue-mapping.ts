import * as z from 'zod';
import { type Resource, Unsupported } from '../cloudformation/resource.ts';
import { flag, harmless, number, readProperties } from './read-properties.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: number.pipe(z.int().min(1).max(10_000)).default(10),
  MaximumBatchingWindowInSeconds: number.pipe(z.int().min(0).max(300)).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: number.pipe(z.int().min(2).max(1000)).optional() }).optional(),
  Enabled: flag.default(true),
  Tags: harmless,
  MetricsConfig: harmless,
});

/** What Lambda begins with where nothing is said; it adds more in time, which is not emulated. */
const pollersAtFirst = 5;

/** A queue's mapping to a function as the template describes it; plain data. */
export interface QueueMapping {
  readonly path: string;
  readonly logicalId: string;
  readonly queueArn: string;
  /** As the template gives it: a name or an ARN. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** Invocations at one time at most. */
  readonly concurrency: number;
  readonly reportsItemFailures: boolean;
  readonly enabled: boolean;
}

/** Whether a mapping's source is a queue. */
export function isOfQueue({ properties: { EventSourceArn } }: Pick<Resource, 'properties'>): boolean {
  return /^arn:[^:]*:sqs:/.test(String(EventSourceArn));
}

/** Reads a queue's mapping from its resource. Throws Unsupported for what is not honoured or what AWS would refuse. */
export function readQueueMapping(resource: Resource): QueueMapping {
  const read = readProperties(resource, properties);
  const { path, logicalId, type } = resource;
  const refused = (reason: string) => new Unsupported(`${path} (${type}): ${reason}`);
  if (read.EventSourceArn.endsWith('.fifo')) throw refused('FIFO queues are not emulated');
  if (read.BatchSize > 10 && read.MaximumBatchingWindowInSeconds === 0)
    throw refused('a BatchSize above 10 needs a MaximumBatchingWindowInSeconds');
  return {
    path,
    logicalId,
    queueArn: read.EventSourceArn,
    functionName: read.FunctionName,
    batchSize: read.BatchSize,
    batchingWindowMs: read.MaximumBatchingWindowInSeconds * 1000,
    concurrency: read.ScalingConfig?.MaximumConcurrency ?? pollersAtFirst,
    reportsItemFailures: read.FunctionResponseTypes.length > 0,
    enabled: read.Enabled,
  };
}
