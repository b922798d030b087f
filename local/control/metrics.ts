import * as z from 'zod';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';
import type { Views } from './views.ts';

const metricSchema = z.strictObject({
  namespace: z.string().min(1),
  name: z.string().min(1),
  dimensions: z.record(z.string(), z.string()).default({}),
  unit: z.string().default('None'),
  value: z.number(),
});

/**
 * Puts a value in `body` as if the app, or a service of AWS's, had measured it at this moment: to try an alarm whose trouble
 * is hard to bring about. Throws Problem 400 for what is no value of a metric.
 */
export function putMetric(views: Pick<Views, 'putMetric'>, now: number, body: string): object {
  const read = metricSchema.safeParse(parseJsonBody(body));
  if (!read.success)
    throw new Problem(400, `The value cannot be used: ${z.prettifyError(read.error).replaceAll(/\s+/g, ' ')}`);
  const metric = { ...read.data, at: new Date(now).toISOString() };
  views.putMetric(metric);
  return { metrics: [metric] };
}
