import * as z from 'zod';
import { compareDueCount } from '../intake/sender/compare-count.flow.ts';
import { countDueKind } from '../intake/sender/sender-count.store.ts';
import { leadDueKind } from '../leads/lead/lead.store.ts';
import { readEnv } from '../platform/env.port.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount, measureSeconds } from '../platform/metrics.port.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { sweepDue } from './sweep.flow.ts';
import { wakeLead } from './wake-lead.flow.ts';

const env = readEnv('LEAD_SLA_ARN', 'STARTS_PER_SECOND');
const startsPerSecond = Number(env.STARTS_PER_SECOND);
const table = openTable();
const leads = { table, slaArn: env.LEAD_SLA_ARN };

/** Does, every minute, whatever is due in the table: follow-ups, counts whose day has ended, timers whose executions were lost. */
export const handler = serveTask(z.unknown(), async (_tick, context) => {
  const { started, left } = await sweepDue(
    {
      table,
      kinds: {
        [leadDueKind]: (key, context) => wakeLead(leads, key, context),
        [countDueKind]: async (key, context) => [
          { isExecution: false, run: () => compareDueCount(table, key, context) },
        ],
      },
      startsPerSecond,
      // Told at once: a sweep that comes to no end must not be the one that says nothing.
      tellLag: (seconds) => measureSeconds('DueLagSeconds', seconds),
    },
    context,
  );
  measureCount('DueLeft', left);
  measureCount('DueStarted', started);
  if (started + left > 0) logger.info('Swept what is due', { started, left });
});
