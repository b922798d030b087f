import type { Envelope } from '../events/event.ts';
import { leadReceived, leadResubmitted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveTimerStarts } from '../platform/serve-timer-starts.flow.ts';
import type { TimerStart } from '../platform/timer.port.ts';
import { slaTimerName } from './sla/sla-timer-name.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/** Starts the timer of a lead's first response, or of another one after a resubmission. */
export const handler = serveTimerStarts([leadReceived, leadResubmitted], LEAD_SLA_ARN, timerFor);

function timerFor({ type, subject, data }: Envelope<{ readonly leadId: string }>): TimerStart | undefined {
  const { leadId } = data;
  const { run, wakeAt } =
    type === leadReceived.type
      ? { run: 1, wakeAt: leadReceived.data.parse(data).wakeAt }
      : (leadResubmitted.data.parse(data).newSla ?? {});
  if (run === undefined || wakeAt === undefined) return undefined;
  return { name: slaTimerName(subject, run), key: { leadId, run }, wakeAt };
}
