import { leadReceived } from '../events/lead.events.ts';
import { readEnv } from '../platform/env.ts';
import { startMachine } from '../platform/machine.port.ts';
import { serveEvent } from '../platform/serve.ts';

const { LEAD_SLA_ARN } = readEnv('LEAD_SLA_ARN');

/** Starts the SLA timer of a received lead, once per lead however often the event comes. */
export const handler = serveEvent(leadReceived, async ({ data }) => {
  await startMachine(LEAD_SLA_ARN, data.leadId, { leadId: data.leadId, wakeAt: data.wakeAt });
});
