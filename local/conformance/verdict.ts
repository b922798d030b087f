/** What came of one case. */
export interface Verdict {
  readonly name: string;
  readonly kind: 'agreed' | 'refused' | 'wrong';
  /** Why it was refused, or how it differs. */
  readonly reason?: string;
  /** For executions: where the history differs; absent when it agrees. */
  readonly historyDiffers?: string;
}

/** How many cases came out one way. */
export function countOf(verdicts: readonly Verdict[], kind: Verdict['kind']): number {
  return verdicts.filter((verdict) => verdict.kind === kind).length;
}

/** The last line about one kind of cases. */
export function summaryOf(title: string, verdicts: readonly Verdict[]): string {
  const count = (kind: Verdict['kind']) => `${countOf(verdicts, kind)} ${kind}`;
  return `${title}: ${count('agreed')}, ${count('refused')}, ${count('wrong')}`;
}

/** One line for each case that was refused or came out wrong. */
export function complaintsOf(title: string, verdicts: readonly Verdict[]): string[] {
  return verdicts
    .filter(({ kind }) => kind !== 'agreed')
    .map(({ kind, name, reason }) => `${kind} ${title} ${name}: ${reason ?? ''}`);
}
