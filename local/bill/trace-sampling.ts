/** How many traces are recorded: so many of a second at first, and a share of those beyond. */
export interface SamplingRule {
  readonly reservoir: number;
  readonly rate: number;
}

/** X-Ray's default rule: https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const defaultRule: SamplingRule = { reservoir: 1, rate: 0.05 };

interface Began {
  second: number;
  seconds: number;
  traces: number;
}

/** Counts the traces that X-Ray would record by a rule, by where they begin, as an expected number. */
export class TraceSampling {
  readonly #roots = new Map<string, Began>();

  /** A request, execution or batch began at `at`, epoch ms. */
  began(root: string, at: number): void {
    const second = Math.floor(at / 1000);
    const began = this.#roots.get(root) ?? { second: Number.NaN, seconds: 0, traces: 0 };
    began.traces += 1;
    if (began.second !== second) began.seconds += 1;
    began.second = second;
    this.#roots.set(root, began);
  }

  /** With a reservoir of more than one it is the most that can be. */
  recorded(root: string, { reservoir, rate }: SamplingRule = defaultRule): number {
    const { seconds, traces } = this.#roots.get(root) ?? { seconds: 0, traces: 0 };
    const first = Math.min(traces, seconds * reservoir);
    return first + rate * (traces - first);
  }
}
