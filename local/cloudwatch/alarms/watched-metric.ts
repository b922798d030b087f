import type { Shelf } from '../../journal/journal.ts';
import { type Gauge, GaugeReading } from './gauge.ts';
import { endOfMinute, minuteMs, type Reading } from './reading.ts';
import { Samples, type WrittenSamples } from './samples.ts';

/** As the journal keeps it. */
interface WrittenMetric {
  readonly samples: WrittenSamples;
  readonly sampledUntil: number;
  readonly touchedAt: number;
}

/** SQS calls a queue active, and sends its metrics, for six hours after it was empty or asked for anything. */
const sleepsAfterMs = 6 * 60 * minuteMs;

/** The data of one metric, of one unit where alarms ask for it, as far back as its alarms look. */
export class WatchedMetric {
  readonly unit: string | undefined;
  readonly #shelf: Shelf<WrittenMetric>;
  readonly #samples: Samples;
  #gauge: Gauge | undefined;
  #sampledUntil: number;
  #touchedAt: number;
  #rangeMs = 0;

  /** Begins with what the shelf kept; `now` is where a gauge is sampled from if it kept nothing. */
  constructor(shelf: Shelf<WrittenMetric>, now: number, unit: string | undefined) {
    this.unit = unit;
    this.#shelf = shelf;
    const [[, left] = []] = shelf.left();
    this.#samples = new Samples(left?.samples);
    this.#sampledUntil = left?.sampledUntil ?? endOfMinute(now) - minuteMs;
    this.#touchedAt = left?.touchedAt ?? Number.NEGATIVE_INFINITY;
  }

  /** Keeps data for so long, for an alarm that looks so far back. */
  keepFor(rangeMs: number): void {
    this.#rangeMs = Math.max(this.#rangeMs, rangeMs);
  }

  /** Takes a value that was measured at an instant. */
  put(at: number, value: number, now: number): void {
    this.#samples.add(at, value);
    this.#forgetOld(now);
  }

  /** Its data are those of a figure that stands at every moment. */
  connect(gauge: Gauge): void {
    this.#gauge = gauge;
  }

  /** The service of its gauge is about to change something, or was asked: until now all was as it is. */
  touched(now: number): void {
    this.sample(now);
    this.#touchedAt = now;
  }

  /** Takes the gauge's samples up to now. */
  sample(now: number): void {
    const last = Math.floor(now / minuteMs) * minuteMs;
    if (last <= this.#sampledUntil) return;
    const reading = this.reading();
    if (reading instanceof GaugeReading) reading.sample(now, now - this.#rangeMs);
    this.#sampledUntil = last;
    this.#forgetOld(now);
  }

  reading(): Reading {
    const forecast = this.#gauge?.();
    if (!forecast) return this.#samples;
    const awakeUntil = Math.max(this.#touchedAt, forecast.emptyFrom) + sleepsAfterMs;
    return new GaugeReading(this.#samples, forecast, { until: this.#sampledUntil, awakeUntil });
  }

  #forgetOld(now: number): void {
    this.#samples.forget(now - this.#rangeMs - minuteMs);
    this.#shelf.put('data', () => ({
      samples: this.#samples.written,
      sampledUntil: this.#sampledUntil,
      touchedAt: this.#touchedAt,
    }));
  }
}
