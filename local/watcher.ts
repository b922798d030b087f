import type { Moved } from './scheduler.ts';

/** Hears what time does. What it is told of has happened; it can change nothing, and must not throw. */
export interface TimeWatcher {
  /** A timer fired at this instant (epoch ms). */
  fired(at: number, label: string): void;
  /** A move from one instant to another (epoch ms) began. */
  moveBegan(from: number, to: number): void;
  moveEnded(moved: Moved): void;
}

/** A request to an API of the app that was answered. */
export interface AnsweredRequest {
  /** Virtual epoch ms. */
  readonly at: number;
  readonly method: string;
  /** As it was asked for, with its query. */
  readonly url: string;
  readonly status: number;
  /** Real ones, from its arrival to its answer. */
  readonly milliseconds: number;
}

/** Hears what a runtime does, for whoever looks at it. */
export interface Watcher extends TimeWatcher {
  answered(request: AnsweredRequest): void;
  /** An event was published, by its type, or a mail was sent; `at` is virtual epoch ms. */
  madeKnown(at: number, what: string): void;
}
