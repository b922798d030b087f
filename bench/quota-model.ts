import { createHash } from 'node:crypto';

/** A minute of leads whose timers begin through a queue, under a bucket of tokens. */
export interface ModelledRush {
  readonly leadsPerSecond: number;
  readonly seconds: number;
  /** Of StartExecution: what a full bucket holds, and what flows in. */
  readonly burst: number;
  readonly perSecond: number;
  /** The stage's pace, and how many runs share it. */
  readonly timersPerSecond: number;
  readonly runs: number;
}

/** What came of it. */
interface ModelledEnding {
  /** By how many seconds each timer began after its lead's receipt. */
  readonly startedAfterSeconds: readonly number[];
  readonly refusedStarts: number;
}

/**
 * Goes from second to second: what lies in the queue and is due is started while the runs have turns and the bucket has tokens;
 * the rest comes again at a time spread over what all of them need, as `pauseSeconds` spreads it. Chance is drawn from a
 * counter, so it is the same each time.
 */
export function modelRush(rush: ModelledRush): ModelledEnding {
  const { leadsPerSecond, seconds, burst, perSecond, timersPerSecond, runs } = rush;
  const draw = drawing();
  const startedAfterSeconds: number[] = [];
  const waiting = new Map<number, number[]>();
  const put = (at: number, receivedAt: number) => waiting.set(at, [...(waiting.get(at) ?? []), receivedAt]);
  let tokens = burst;
  let turns = 0;
  let refusedStarts = 0;
  let backlog = 0;
  // A run has a whole number of turns within a second, or one within the time that it takes.
  const turnsPerSecond = Math.min(timersPerSecond, runs * Math.max(1, Math.floor(timersPerSecond / runs)));
  for (let second = 0; second < seconds || backlog > 0; second += 1) {
    tokens = Math.min(burst, tokens + perSecond);
    turns = Math.min(Math.max(1, turnsPerSecond), turns + turnsPerSecond);
    const arrived: number[] = Array.from({ length: second < seconds ? leadsPerSecond : 0 }, () => second);
    backlog += arrived.length;
    const here = [...(waiting.get(second) ?? []), ...arrived];
    waiting.delete(second);
    for (const receivedAt of here) {
      const hasTurn = turns >= 1;
      if (hasTurn) turns -= 1;
      if (hasTurn && tokens >= 1) {
        tokens -= 1;
        backlog -= 1;
        startedAfterSeconds.push(second - receivedAt);
        continue;
      }
      if (hasTurn) refusedStarts += 1;
      put(second + 1 + Math.min(899, Math.floor((draw() * backlog) / timersPerSecond)), receivedAt);
    }
  }
  return { startedAfterSeconds, refusedStarts };
}

/** When an asynchronous invocation is tried: at once, a minute later and two minutes after that; then its event is a dead letter. */
const triesAfterSeconds = [0, 60, 180];

/** The same minute without the queue, each lead's timer started by an asynchronous invocation: how many were never begun. */
export function modelInvocations({ leadsPerSecond, seconds, burst, perSecond }: ModelledRush): {
  readonly lost: number;
} {
  let tokens = burst;
  let begun = 0;
  const left = new Map<number, number>();
  for (let second = 0; second < seconds + 200; second += 1) {
    tokens = Math.min(burst, tokens + perSecond);
    // Those of a second before that still wait for one of their later tries come with those of now.
    for (const after of triesAfterSeconds) {
      const received = second - after;
      if (received < 0 || received >= seconds) continue;
      const wanting = left.get(received) ?? leadsPerSecond;
      const taken = Math.min(wanting, Math.floor(tokens));
      tokens -= taken;
      begun += taken;
      left.set(received, wanting - taken);
    }
  }
  return { lost: leadsPerSecond * seconds - begun };
}

/** Numbers in [0, 1) that follow from their place alone. */
function drawing(): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(String(drawn)).digest().readUInt32BE(0) / 2 ** 32;
  };
}
