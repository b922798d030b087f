/** The values of one minute, each with how often it was measured. */
export type Minute = ReadonlyMap<number, number>;

const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/;

const statistics: Readonly<Record<string, (values: readonly Minute[]) => number>> = {
  SampleCount: (minutes) => sumOf(minutes, (_value, count) => count),
  Sum: (minutes) => sumOf(minutes, (value, count) => value * count),
  Average: (minutes) => sumOf(minutes, (value, count) => value * count) / sumOf(minutes, (_value, count) => count),
  Minimum: (minutes) => minutes.reduce((least, minute) => Math.min(least, ...minute.keys()), Number.POSITIVE_INFINITY),
  Maximum: (minutes) => minutes.reduce((most, minute) => Math.max(most, ...minute.keys()), Number.NEGATIVE_INFINITY),
};

/** Whether a statistic by this name can be computed: one of the five, or a percentile. */
export function isStatistic(name: string): boolean {
  return Object.hasOwn(statistics, name) || percentile.test(name);
}

/** A statistic over some minutes; undefined where nothing was measured. A percentile is the value at that rank. */
export function statisticOf(name: string, minutes: readonly Minute[]): number | undefined {
  if (minutes.length === 0) return undefined;
  const [, rank] = percentile.exec(name) ?? [];
  return rank === undefined ? statistics[name]?.(minutes) : atRank(minutes, Number(rank) / 100);
}

function sumOf(minutes: readonly Minute[], of: (value: number, count: number) => number): number {
  let sum = 0;
  for (const minute of minutes) for (const [value, count] of minute) sum += of(value, count);
  return sum;
}

function atRank(minutes: readonly Minute[], share: number): number | undefined {
  const sorted = minutes.flatMap((minute) => [...minute]).sort(([one], [other]) => one - other);
  let left = Math.ceil(share * sumOf(minutes, (_value, count) => count));
  return sorted.find(([, count]) => {
    left -= count;
    return left <= 0;
  })?.[0];
}
