import * as z from 'zod';
import type { Metric } from './metric.ts';

const directive = z.object({
  Namespace: z.string(),
  Dimensions: z.array(z.array(z.string())).default([[]]),
  Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })),
});

const embedded = z.looseObject({
  _aws: z.object({ Timestamp: z.number().min(0).max(8.64e15), CloudWatchMetrics: z.array(directive) }),
});

const values = z.union([z.number().transform((value) => [value]), z.array(z.number())]);

/**
 * Reads the metrics a log line carries in CloudWatch's embedded metric format: one entry for each value, metric and
 * set of dimensions. Gives none for a line that is not such a document, as CloudWatch does.
 */
export function embeddedMetrics(line: unknown): readonly Metric[] {
  const { success, data } = embedded.safeParse(line);
  if (!success) return [];
  const at = new Date(data._aws.Timestamp).toISOString();
  return data._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      if (names.some((name) => data[name] === undefined)) return [];
      const dimensions = Object.fromEntries(names.map((name) => [name, String(data[name])]));
      return Metrics.flatMap(({ Name, Unit }) =>
        (values.safeParse(data[Name]).data ?? []).map(
          (value): Metric => ({ namespace: Namespace, name: Name, dimensions, unit: Unit, value, at }),
        ),
      );
    }),
  );
}
