import { leadContacted, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { startMachine } from '../platform/state-machine.port.ts';

const { LEAD_FOLLOW_UP_ARN } = readEnv('LEAD_FOLLOW_UP_ARN');

/** Starts the machine of a run of follow-ups; once per lead and run, however often the event comes. */
export const handler = serveEvents([leadContacted, leadResubmitted], async ({ data: { leadId, followUp } }) => {
  if (!followUp) return;
  const { run, wakeAt } = followUp;
  await startMachine(LEAD_FOLLOW_UP_ARN, `${leadId}-follow-up-${run}`, { leadId, run, wakeAt });
});
