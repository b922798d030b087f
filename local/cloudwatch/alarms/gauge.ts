import { endOfMinute, minuteMs, type Reading } from './reading.ts';
import type { Samples } from './samples.ts';
import type { Minute } from './statistic.ts';

/** What a service will say of one of its figures, if nothing happens to it any more. */
export interface Forecast {
  at(instant: number): number;
  /** The instants at which it changes its course, or passes `threshold` on it. */
  turns(threshold: number): readonly number[];
  /** From when on there is nothing left that the figure tells of; minus infinity where there is nothing now. */
  readonly emptyFrom: number;
}

/** A figure of a service that stands at every moment, such as the length of a queue. */
export type Gauge = () => Forecast;

/** How far a gauge has been sampled, and until when it will be. */
interface Sampled {
  /** The end of the last minute of which there is a sample, or of which it is known that there is none. */
  readonly until: number;
  /** After this instant its service sleeps and sends no more values. */
  readonly awakeUntil: number;
}

/** A gauge's samples so far and those that will be taken, one at the end of each minute. */
export class GaugeReading implements Reading {
  readonly flows = true;
  readonly #samples: Samples;
  readonly #forecast: Forecast;
  readonly #sampled: Sampled;

  constructor(samples: Samples, forecast: Forecast, sampled: Sampled) {
    this.#samples = samples;
    this.#forecast = forecast;
    this.#sampled = sampled;
  }

  between(from: number, to: number): readonly Minute[] {
    const { until, awakeUntil } = this.#sampled;
    const minutes = [...this.#samples.between(from, to)];
    for (let end = Math.max(from, until) + minuteMs; end <= Math.min(to, awakeUntil); end += minuteMs)
      minutes.push(new Map([[this.#forecast.at(end), 1]]));
    return minutes;
  }

  changes(threshold: number): readonly number[] {
    const { until, awakeUntil } = this.#sampled;
    const ahead = [until + 1, ...this.#forecast.turns(threshold), awakeUntil + 1];
    return [...this.#samples.differences(), ...ahead.map(endOfMinute)];
  }

  /** Takes the samples that are due by `now` and not older than `since`. */
  sample(now: number, since: number): void {
    const { until, awakeUntil } = this.#sampled;
    const last = Math.min(now, awakeUntil);
    for (let end = Math.max(until, endOfMinute(since)) + minuteMs; end <= last; end += minuteMs)
      this.#samples.add(end - minuteMs, this.#forecast.at(end));
  }
}
