import * as z from 'zod';
import { type AwsCall, AwsError } from '../dispatcher.ts';
import { readInput } from '../wire/action-input.ts';
import type { Metric } from './metric.ts';

const datum = z.strictObject({
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  // Epoch seconds in JSON, ISO-8601 in the query protocol, whose numbers are text.
  Timestamp: z.union([z.number(), z.string()]).optional(),
  Value: z.coerce.number().optional(),
  Values: z.array(z.coerce.number()).optional(),
  Counts: z.array(z.coerce.number()).optional(),
  Unit: z.string().default('None'),
  StorageResolution: z.unknown().optional(),
});

const shape = z.strictObject({ Namespace: z.string(), MetricData: z.array(datum).default([]) });

/** Reads PutMetricData into one entry for each value (repeated by its count). Throws for statistic sets, which are not emulated. */
export function readMetricData(call: AwsCall, now: number): readonly Metric[] {
  const { Namespace, MetricData } = readInput(shape, call);
  if (Namespace.startsWith('AWS/'))
    throw new AwsError('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.');
  return MetricData.flatMap((given) =>
    valuesOf(given).map((value) => ({
      namespace: Namespace,
      name: given.MetricName,
      dimensions: Object.fromEntries(given.Dimensions.map(({ Name, Value }) => [Name, Value])),
      unit: given.Unit,
      value,
      at: instantOf(given.Timestamp, now),
    })),
  );
}

function valuesOf(given: z.output<typeof datum>): readonly number[] {
  if (given.Value !== undefined) return [given.Value];
  if (given.Values)
    return given.Values.flatMap((value, index) => Array.from({ length: given.Counts?.[index] ?? 1 }, () => value));
  throw new AwsError('MissingParameter', 'At least one of the parameters must be specified.');
}

function instantOf(timestamp: number | string | undefined, now: number): string {
  const at = typeof timestamp === 'number' ? timestamp * 1000 : Date.parse(timestamp ?? '');
  return new Date(Number.isNaN(at) ? now : at).toISOString();
}
