import type { Forecast, Gauge } from '../cloudwatch/alarms/gauge.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';

/** One that was received more often is taken for poison: its age no longer counts. */
const receivesThatCount = 3;

/** The figures of a queue that stand at every moment, by their metric's name. */
export function gaugesOf(queue: Queue): Readonly<Record<string, Gauge>> {
  const expiryOf = ({ sentAt }: Message) => sentAt + queue.retentionSeconds * 1000;
  const shownAt = (message: Message) => Math.min(message.visibleAt, expiryOf(message));
  const messages = () => queue.messages.all();
  const hidden = (isMeant: (message: Message) => boolean) => () =>
    lying(
      messages()
        .filter(isMeant)
        .map((message) => ({ from: Number.NEGATIVE_INFINITY, to: shownAt(message) })),
      latest(messages().map(expiryOf)),
    );
  return {
    ApproximateNumberOfMessagesVisible: () =>
      lying(
        messages().map((message) => ({ from: shownAt(message), to: expiryOf(message) })),
        latest(messages().map(expiryOf)),
      ),
    ApproximateNumberOfMessagesNotVisible: hidden(({ receiveCount }) => receiveCount > 0),
    ApproximateNumberOfMessagesDelayed: hidden(({ receiveCount }) => receiveCount === 0),
    ApproximateAgeOfOldestMessage: () =>
      ageOfOldest(
        messages()
          .filter(({ receiveCount }) => receiveCount <= receivesThatCount)
          .map((message) => ({ from: message.movedAt ?? message.sentAt, to: expiryOf(message) })),
        latest(messages().map(expiryOf)),
      ),
  };
}

/** Epoch ms. */
interface Stay {
  readonly from: number;
  readonly to: number;
}

/** How many stays there are at an instant. */
function lying(stays: readonly Stay[], emptyFrom: number): Forecast {
  const begins = sorted(stays.map(({ from }) => from));
  const ends = sorted(stays.map(({ to }) => to));
  return {
    at: (instant) => countUpTo(begins, instant) - countUpTo(ends, instant),
    turns: () => [...begins, ...ends],
    emptyFrom,
  };
}

/** How many seconds the longest of the stays at an instant has lasted. */
function ageOfOldest(stays: readonly Stay[], emptyFrom: number): Forecast {
  const byAge = [...stays].sort((one, other) => one.from - other.from);
  return {
    at(instant) {
      const oldest = byAge.find(({ to }) => to > instant);
      return oldest ? Math.floor((instant - oldest.from) / 1000) : 0;
    },
    // It counts whole seconds: a comparison turns at the threshold or at the next of them.
    turns: (threshold) =>
      byAge.flatMap(({ from, to }) => [from + threshold * 1000, from + (Math.floor(threshold) + 1) * 1000, to]),
    emptyFrom,
  };
}

function sorted(instants: number[]): readonly number[] {
  return instants.sort((one, other) => one - other);
}

function latest(instants: readonly number[]): number {
  return instants.reduce((last, instant) => Math.max(last, instant), Number.NEGATIVE_INFINITY);
}

/** How many of the sorted instants are not after this one. */
function countUpTo(instants: readonly number[], instant: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
