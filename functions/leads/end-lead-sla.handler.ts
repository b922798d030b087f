import { leadContacted } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.port.ts';
import { serveEvent } from '../platform/serve.flow.ts';
import { endTimer } from '../platform/timer.port.ts';
import { slaTimerName } from './sla/sla-timer-name.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/** Ends the timer of a first response when somebody answered; it has nothing left to do. */
export const handler = serveEvent(leadContacted, async ({ subject, data: { run = 1 } }) =>
  endTimer(LEAD_SLA_ARN, slaTimerName(subject, run), 'Answered'),
);
