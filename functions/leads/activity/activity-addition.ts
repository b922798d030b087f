import type { Activity, ActivityEvidence } from './activity.ts';

/**
 * A kept activity with the evidence that a later report under its id adds, as when a mail is delivered some time after
 * it was sent. Nothing that was stated is taken back: a report that contradicts the first adds nothing there. The same
 * activity where nothing is added.
 */
export function addEvidence(kept: Activity, { kind, evidence: added }: Pick<Activity, 'kind' | 'evidence'>): Activity {
  // An id that comes again with another kind was used twice.
  if (kind !== kept.kind || !added) return kept;
  const evidence = joined(kept.evidence ?? {}, added);
  const names = Object.keys(evidence) as (keyof ActivityEvidence)[];
  return names.every((name) => evidence[name] === kept.evidence?.[name]) ? kept : { ...kept, evidence };
}

/** What speaks for an answer only becomes more: false may become true but not the other way, and a call only longer. */
function joined(before: ActivityEvidence, added: ActivityEvidence): ActivityEvidence {
  const { connected, delivered, callSeconds, ...rest } = added;
  return {
    ...rest,
    ...before,
    ...(connected === true && { connected }),
    ...(delivered === true && { delivered }),
    ...(callSeconds !== undefined && { callSeconds: Math.max(callSeconds, before.callSeconds ?? 0) }),
  };
}
