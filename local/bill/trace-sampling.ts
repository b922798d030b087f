/** Beside the first trace of a second X-Ray's default rule records one in twenty: https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const rateBeyondFirst = 0.05;

interface Sampled {
  second: number;
  traces: number;
}

/** Counts the traces that X-Ray's default rule would record, by where they begin, as an expected number. */
export class TraceSampling {
  readonly #roots = new Map<string, Sampled>();

  /** A request, execution or batch began at `at`, epoch ms. */
  began(root: string, at: number): void {
    const second = Math.floor(at / 1000);
    const sampled = this.#roots.get(root) ?? { second: Number.NaN, traces: 0 };
    sampled.traces += sampled.second === second ? rateBeyondFirst : 1;
    sampled.second = second;
    this.#roots.set(root, sampled);
  }

  recorded(root: string): number {
    return this.#roots.get(root)?.traces ?? 0;
  }
}
