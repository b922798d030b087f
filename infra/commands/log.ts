import path from 'node:path';
import { commandLine, runCommand, targetOf } from './command.ts';
import { logEvents, NoLogGroup } from './log-events.ts';
import { logGroupOf, logOptions, logOrderOf, logUsage, noLogText } from './log-order.ts';

const hourMs = 60 * 60 * 1000;
const parsed = commandLine(logOptions);

await runCommand(async () => {
  if (parsed.values.help) return console.log(logUsage);
  const { log, filterPattern, lookedFor, hours } = logOrderOf(parsed);
  const target = targetOf(parsed.values);
  const search = { logGroupName: logGroupOf(target, log), filterPattern };
  // A runtime has a clock of its own.
  const since = parsed.values.local ? {} : { startTime: Date.now() - hours * hourMs };
  const events = await logEvents(target, { ...search, ...since }).catch(async (error) => {
    if (!(error instanceof NoLogGroup)) throw error;
    // It loads what bundles, which only this needs.
    const { allHandlers } = await import('../constructs/bundle.ts');
    const functions = allHandlers().map((handler) => path.posix.basename(handler));
    throw new Error(noLogText(target, log, functions.sort()));
  });
  for (const { timestamp, message } of events) console.log(`${new Date(timestamp).toISOString()} ${message.trimEnd()}`);
  const span = parsed.values.local ? '' : ` of the last ${hours} hours`;
  console.log(
    `${events.length} ${events.length === 1 ? 'line' : 'lines'}${span}${events.length === 0 ? `; only ${lookedFor} were looked for` : ''}.`,
  );
});
