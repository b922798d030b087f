import { findQueue } from './queues.ts';
import type { SqsState } from './sqs-state.ts';

/** A queue as those who poll it see it. */
export interface PolledQueue {
  readonly url: string;
  readonly visibilitySeconds: number;
  /** When the next message can be received, epoch ms; undefined while there is none. */
  nextAt(): number | undefined;
  /** How many can be received now. */
  visible(): number;
  /** Hears whenever that may have changed. */
  watch(hear: () => void): void;
}

/** What a poller sees of the queue with this ARN; undefined where no such queue is loaded. */
export function polledQueue({ queues, now }: SqsState, arn: string): PolledQueue | undefined {
  if (![...queues.byName.values()].some((queue) => queue.arn === arn)) return undefined;
  const queue = () => findQueue(queues, arn, now());
  const { url, visibilitySeconds } = queue();
  return {
    ...{ url, visibilitySeconds },
    nextAt: () => queue().messages.first()?.visibleAt,
    visible: () =>
      queue()
        .messages.all()
        .filter(({ visibleAt }) => visibleAt <= now()).length,
    watch: (hear) => queue().messages.watch(hear),
  };
}
