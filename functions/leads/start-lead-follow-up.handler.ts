import { leadContacted, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { startTimer } from '../platform/timer.port.ts';

const { LEAD_FOLLOW_UP_ARN } = readEnv('LEAD_FOLLOW_UP_ARN');

/** Starts the timer of a run of follow-ups; once per lead and run, however often the event comes. */
export const handler = serveEvents([leadContacted, leadResubmitted], async ({ data: { leadId, followUp } }) => {
  if (!followUp) return;
  const { run, wakeAt } = followUp;
  await startTimer(LEAD_FOLLOW_UP_ARN, { name: `${leadId}-follow-up-${run}`, key: { leadId, run }, wakeAt });
});
