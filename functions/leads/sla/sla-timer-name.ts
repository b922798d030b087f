/** The name under which the timer of a lead's first response runs: the lead's id, from the second first response on with its number. */
export function slaTimerName(leadId: string, run: number): string {
  return run === 1 ? leadId : `${leadId}-${run}`;
}
