import type { Envelope } from '../events/event.ts';
import { leadReceived, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { startMachine } from '../platform/state-machine.port.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/** Starts the timer of a lead's first response, or of another one after a resubmission; once each, however often the event comes. */
export const handler = serveEvents([leadReceived, leadResubmitted], async (event) => {
  const timer = timerFor(event);
  if (timer) await startMachine(LEAD_SLA_ARN, timer.name, { leadId: event.data.leadId, wakeAt: timer.wakeAt });
});

function timerFor(event: Envelope): { name: string; wakeAt: string } | undefined {
  if (event.type === leadReceived.type)
    return { name: event.subject, wakeAt: leadReceived.data.parse(event.data).wakeAt };
  const { newSla } = leadResubmitted.data.parse(event.data);
  return newSla && { name: `${event.subject}-${newSla.run}`, wakeAt: newSla.wakeAt };
}
