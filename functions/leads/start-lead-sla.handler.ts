import type { Envelope } from '../events/event.ts';
import { leadContacted, leadReceived, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvents } from '../platform/serve.flow.ts';
import { endTimer, startTimer, type TimerStart } from '../platform/timer.port.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/**
 * Starts the timer of a lead's first response, or of another one after a resubmission, and ends it when somebody answered;
 * once each, however often the event comes.
 */
export const handler = serveEvents([leadReceived, leadResubmitted, leadContacted], async (event) => {
  const { type, subject, data } = event;
  if (type === leadContacted.type) {
    const { run = 1 } = leadContacted.data.parse(data);
    return endTimer(LEAD_SLA_ARN, timerName(subject, run), 'Answered');
  }
  const timer = timerFor(event);
  if (timer) await startTimer(LEAD_SLA_ARN, timer);
});

function timerFor({ type, subject, data }: Envelope<{ readonly leadId: string }>): TimerStart | undefined {
  const { leadId } = data;
  if (type === leadReceived.type)
    return { name: timerName(subject, 1), key: { leadId, run: 1 }, wakeAt: leadReceived.data.parse(data).wakeAt };
  const { newSla } = leadResubmitted.data.parse(data);
  return newSla && { name: timerName(subject, newSla.run), key: { leadId, run: newSla.run }, wakeAt: newSla.wakeAt };
}

function timerName(leadId: string, run: number): string {
  return run === 1 ? leadId : `${leadId}-${run}`;
}
