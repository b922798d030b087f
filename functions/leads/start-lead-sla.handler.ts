import type { Envelope } from '../events/event.ts';
import { leadReceived, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { startTimer, type TimerStart } from '../platform/timer.port.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/** Starts the timer of a lead's first response, or of another one after a resubmission; once each, however often the event comes. */
export const handler = serveEvents([leadReceived, leadResubmitted], async (event) => {
  const timer = timerFor(event);
  if (timer) await startTimer(LEAD_SLA_ARN, timer);
});

function timerFor({ type, subject, data }: Envelope<{ readonly leadId: string }>): TimerStart | undefined {
  const { leadId } = data;
  if (type === leadReceived.type)
    return { name: subject, key: { leadId, run: 1 }, wakeAt: leadReceived.data.parse(data).wakeAt };
  const { newSla } = leadResubmitted.data.parse(data);
  return newSla && { name: `${subject}-${newSla.run}`, key: { leadId, run: newSla.run }, wakeAt: newSla.wakeAt };
}
