/** What a metric is known by. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Metric extends MetricName {
  readonly unit: string;
  readonly value: number;
  /** ISO-8601. */
  readonly at: string;
}

/** A metric's name as one text, whatever the order of its dimensions. */
export function keyOf({ namespace, name, dimensions }: MetricName): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return [namespace, name, ...sorted.map((dimension) => dimension.join('='))].join(' ');
}
