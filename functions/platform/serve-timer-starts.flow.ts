import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventDefinition } from '../events/event.ts';
import { readEnv } from './env.port.ts';
import { hasTurn, paceOf, takeTurn } from './pace.ts';
import type { Handled } from './redelivery.ts';
import type { EventOf } from './serve.flow.ts';
import { serveQueue } from './serve-queue.flow.ts';
import { startTimer, type TimerStart } from './timer.port.ts';

/**
 * Makes the Lambda entry that starts the timers of events which come through a queue, once each, however often they come, and at
 * the stage's rate: what Step Functions would refuse waits in the queue for its turn, and so does what it refuses all the same.
 */
export function serveTimerStarts<Definition extends EventDefinition>(
  definitions: readonly Definition[],
  stateMachineArn: string,
  timerFor: (event: EventOf<Definition>) => TimerStart | undefined,
): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  const { TIMERS_PER_SECOND, TIMER_RUNS } = readEnv('TIMERS_PER_SECOND', 'TIMER_RUNS');
  const perSecond = Number(TIMERS_PER_SECOND);
  const itsTurn: Handled = { kind: 'waits', for: { kind: 'turn', perSecond } };
  let pace = paceOf(perSecond, Number(TIMER_RUNS));
  return serveQueue(definitions, async (event, { now }) => {
    const timer = timerFor(event);
    if (!timer) return { kind: 'done' };
    if (!hasTurn(pace, now)) return itsTurn;
    pace = takeTurn(pace, now);
    const outcome = await startTimer(stateMachineArn, timer);
    return outcome === 'throttled' ? itsTurn : { kind: 'done' };
  });
}
