/**
 * Runs the interpreter and the pattern matcher over behaviour recorded on AWS. Tier 1 asks whether status, output and
 * error name agree, tier 2 whether every event of the history does. What is refused when it is loaded is no error.
 */
import { readCases } from './case-file.ts';
import { type EventPatternCase, judgePattern } from './event-pattern-case.ts';
import { judgeExecution, type StateMachineCase } from './state-machine-case.ts';
import { complaintsOf, countOf, summaryOf, type Verdict } from './verdict.ts';

/** What a folder's cases came to. */
interface Conformance {
  readonly executions: readonly Verdict[];
  readonly patterns: readonly Verdict[];
}

/** Runs every case of a folder holding `state-machines.jsonl` and `event-patterns.jsonl`. */
export async function judgeFolder(folder: string): Promise<Conformance> {
  const executions: Verdict[] = [];
  for (const recorded of readCases<StateMachineCase>(folder, 'state-machines.jsonl'))
    executions.push(await judgeExecution(recorded));
  return { executions, patterns: readCases<EventPatternCase>(folder, 'event-patterns.jsonl').map(judgePattern) };
}

/** The report's lines; the last two are the tier 1 counts. */
export function reportOf({ executions, patterns }: Conformance): string[] {
  const agreed = executions.filter(({ kind }) => kind === 'agreed');
  const differing = agreed.filter(({ historyDiffers }) => historyDiffers !== undefined);
  return [
    ...complaintsOf('state machine', executions),
    ...complaintsOf('event pattern', patterns),
    ...differing.map(({ name, historyDiffers }) => `tier 2 differs state machine ${name}: ${historyDiffers}`),
    `tier 2 state-machines: ${agreed.length - differing.length} of ${executions.length} agree in every event`,
    summaryOf('state-machines', executions),
    summaryOf('event-patterns', patterns),
  ];
}

/** Whether any case came out wrong. */
export function hasWrong({ executions, patterns }: Conformance): boolean {
  return countOf(executions, 'wrong') + countOf(patterns, 'wrong') > 0;
}
