/** The middle of the samples (the upper one of two). Throws where there are none. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The sample below which `share` of the samples lie: 0.99 for p99. Throws where there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const sample = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (sample === undefined) throw new Error('Nothing was measured.');
  return sample;
}

export interface Effort {
  /** How often everything is measured; the median counts. */
  readonly rounds: number;
  /** How long one measurement lasts. */
  readonly milliseconds: number;
}

/**
 * Calls of each piece of work in a second of processor time, the engine's own helpers included: what others do on the
 * same cores counts for little. The works take turns within a round, and the first round warms up and does not count.
 */
export function ratesOf<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  { rounds, milliseconds }: Effort,
): Record<Name, number> {
  const measured = Object.entries<() => unknown>(works).map(([name, work]) => ({ name, work, rates: [] as number[] }));
  for (let round = 0; round <= rounds; round += 1)
    for (const { work, rates } of measured) rates.push(rateOf(work, milliseconds));
  return Object.fromEntries(measured.map(({ name, rates }) => [name, median(rates.slice(1))])) as Record<Name, number>;
}

function rateOf(work: () => unknown, milliseconds: number): number {
  const before = process.cpuUsage();
  const began = performance.now();
  let calls = 0;
  do {
    work();
    calls += 1;
  } while (performance.now() - began < milliseconds);
  return (calls / millisecondsSince(before)) * 1000;
}

/** Processor time, in milliseconds. */
function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How long one call lasts, in milliseconds on the clock: the shortest of several, which nothing else delayed. */
export function timeOf(work: () => unknown, rounds: number): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );
}
