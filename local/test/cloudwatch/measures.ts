import { type Measure, measuring } from '../../cloudwatch/measure.ts';
import type { Metric } from '../../cloudwatch/metric.ts';

interface Measures {
  readonly measure: Measure;
  /** The names of all metrics so far. */
  names(): Set<string>;
  /** The values of a metric so far, under dimensions of these values. */
  values(name: string, dimensions: string): readonly number[];
}

/** Hears what services measure, as if there were an alarm on each of their metrics. */
export function measures(): Measures {
  const heard: Metric[] = [];
  const known = new Set<string>();
  const put = (metric: Metric) => {
    heard.push(metric);
    known.add(metric.name);
  };
  return {
    measure: measuring({ watchIn: () => true, put }, () => 0),
    names: () => known,
    values: (name, dimensions) =>
      heard
        .filter((metric) => metric.name === name && Object.values(metric.dimensions).join(' ') === dimensions)
        .map(({ value }) => value),
  };
}
