import type { Temporal } from 'temporal-polyfill';
import type * as z from 'zod';
import type { Context } from './context.port.ts';
import { serveTask } from './serve.flow.ts';
import { settle } from './settle.flow.ts';
import type { Table, Write } from './table.ts';
import { type TimerAnswer, type TimerDecision, timerAnswer } from './timer.ts';

/** What is particular to one timer. */
interface Timer<Key extends object, Subject, Decision extends TimerDecision> {
  readonly table: Table;
  /** The members of the execution's input that say whose timer it is. */
  readonly key: z.ZodType<Key>;
  /** What the rule decides on, as it stands now; nothing where the subject was erased, or another timer is the one for it. */
  readonly load: (key: Key, context: Context) => Promise<Subject | undefined>;
  /** The rule. Asked twice at one instant it changes nothing the second time. */
  readonly decide: (subject: Subject, now: Temporal.Instant) => Decision;
  /** The writes of a decision; none where it changes nothing. */
  readonly save: (decision: Decision, subject: Subject, now: Temporal.Instant) => readonly Write[];
}

/**
 * Makes the Lambda entry by which a timer's execution asks "what now?": load, decide, save, and the answer whether to
 * wait on. The timer of a subject that is not there for it is done. A timer fits what waits for minutes or days and ends; an execution
 * costs money and quota while it sleeps. The only second way to wait is to be parked in the table's due index.
 */
export function serveTimer<Key extends object, Subject, Decision extends TimerDecision>(
  timer: Timer<Key, Subject, Decision>,
): (input: unknown) => Promise<TimerAnswer<Key>> {
  const { table, key: schema, load, decide, save } = timer;
  return serveTask(schema, (key, context) =>
    settle(table, context, async (context) => {
      const subject = await load(key, context);
      if (subject === undefined) return { writes: [], result: timerAnswer(key, { kind: 'done' }) };
      const decision = decide(subject, context.now);
      return { writes: save(decision, subject, context.now), result: timerAnswer(key, decision), repeatable: true };
    }),
  );
}
