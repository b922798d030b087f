import { minuteMs, type Reading } from './reading.ts';
import type { Minute } from './statistic.ts';

/** As the journal keeps them: minutes, each with its values and how often each was measured. */
export type WrittenSamples = readonly (readonly [minute: number, values: readonly (readonly [number, number])[]])[];

/** What was measured of a metric, by the minute, as far back as its alarms look. */
export class Samples implements Reading {
  readonly flows = false;
  /** By the instant at which the minute begins. */
  readonly #minutes = new Map<number, Map<number, number>>();

  constructor(written: WrittenSamples = []) {
    for (const [minute, values] of written) this.#minutes.set(minute, new Map(values));
  }

  /** Adds a value measured at an instant (epoch ms). */
  add(at: number, value: number): void {
    const minute = Math.floor(at / minuteMs) * minuteMs;
    const values = this.#minutes.get(minute) ?? new Map<number, number>();
    values.set(value, (values.get(value) ?? 0) + 1);
    this.#minutes.set(minute, values);
  }

  /** Forgets the minutes that begin before an instant. */
  forget(before: number): void {
    for (const minute of this.#minutes.keys()) if (minute < before) this.#minutes.delete(minute);
  }

  between(from: number, to: number): readonly Minute[] {
    return [...this.#minutes].flatMap(([minute, values]) => (minute >= from && minute < to ? [values] : []));
  }

  changes(): readonly number[] {
    return [...this.#minutes.keys()].map((minute) => minute + minuteMs);
  }

  /** The ends of the minutes that differ from the one before, those without data that come after data too. */
  differences(): readonly number[] {
    return [...this.#minutes.keys()].flatMap((minute) => {
      const begins = this.#textOf(minute) === this.#textOf(minute - minuteMs) ? [] : [minute + minuteMs];
      return this.#minutes.has(minute + minuteMs) ? begins : [...begins, minute + 2 * minuteMs];
    });
  }

  get written(): WrittenSamples {
    return [...this.#minutes].map(([minute, values]) => [minute, [...values]]);
  }

  #textOf(minute: number): string {
    return JSON.stringify([...(this.#minutes.get(minute) ?? [])]);
  }
}
