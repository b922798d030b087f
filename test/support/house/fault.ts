/** What a rule has against the house; `what` names the place, the same way for as long as the fault stands. */
export interface Fault {
  readonly what: string;
  readonly why: string;
}

/**
 * The faults that are not excepted, and the exceptions that are no longer needed, as sentences: so a list of exceptions
 * only shrinks.
 */
export function judge(faults: readonly Fault[], excepted: readonly string[]): string[] {
  const found = new Set(faults.map(({ what }) => what));
  const stale = excepted.filter((what, index) => !found.has(what) || excepted.indexOf(what) < index);
  return [
    ...faults.filter(({ what }) => !excepted.includes(what)).map(({ what, why }) => `${what} ${why}`),
    ...stale.map((what) => `${what} is excepted and need not be: take it off the list`),
  ];
}
