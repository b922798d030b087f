import * as z from 'zod';
import { compareDueCount } from '../intake/sender/compare-count.flow.ts';
import { countDueKind } from '../intake/sender/sender-count.store.ts';
import { leadDueKind } from '../leads/lead/lead.store.ts';
import { startOverdueTimers } from '../leads/lead/start-overdue.flow.ts';
import { readEnv } from '../platform/env.port.ts';
import { logger } from '../platform/logger.port.ts';
import { measureCount, measureSeconds } from '../platform/metrics.port.ts';
import { serveTask } from '../platform/serve.flow.ts';
import { openTable } from '../platform/table.port.ts';
import { sweepDue } from './sweep.flow.ts';

const env = readEnv('LEAD_SLA_ARN', 'LEAD_FOLLOW_UP_ARN', 'STARTS_PER_SECOND');
const arns = { sla: env.LEAD_SLA_ARN, 'follow-up': env.LEAD_FOLLOW_UP_ARN };
const startsPerSecond = Number(env.STARTS_PER_SECOND);
const table = openTable();

/** Starts, every minute, whatever is due in the table: timers whose executions were lost, counts whose day has ended. */
export const handler = serveTask(z.unknown(), async (_tick, context) => {
  const swept = await sweepDue(
    {
      table,
      starters: {
        [leadDueKind]: (key, { now }) => startOverdueTimers(table, key, { arns, now }),
        [countDueKind]: (key, context) => compareDueCount(table, key, context),
      },
      startsPerSecond,
    },
    context,
  );
  const { lagSeconds, started, left } = swept;
  measureSeconds('DueLagSeconds', lagSeconds);
  measureCount('DueLeft', left);
  measureCount('DueStarted', started);
  if (started + left > 0) logger.info('Swept what is due', { ...swept });
});
