import { commandLine, runCommand, targetOf } from './command.ts';
import { logEvents } from './log-events.ts';
import { logGroupOf, logOptions, logOrderOf } from './log-order.ts';

const usage = `npm run log -- FUNCTION [--hours 24]                     errors and warnings of a function, such as post-lead
npm run log -- relay-facts --fact TYPE [--hours 24]      whose the facts of a type are, where the relay names it
npm run log -- api-access [--hours 24]                   the requests that the API answered with a 5xx
npm run log -- firewall [--hours 24]                     the requests that the firewall stopped, and why
with [--stage dev] [--region us-east-1], or --local [--port 4510] for the runtime that "npm start" runs, and all it logged.`;

const hourMs = 60 * 60 * 1000;
const parsed = commandLine(logOptions);

await runCommand(async () => {
  if (parsed.values.help) return console.log(usage);
  const { log, filterPattern, hours } = logOrderOf(parsed);
  const target = targetOf(parsed.values);
  const search = { logGroupName: logGroupOf(target.stage, log), filterPattern };
  // A runtime has a clock of its own.
  const since = parsed.values.local ? {} : { startTime: Date.now() - hours * hourMs };
  const events = await logEvents(target, { ...search, ...since });
  for (const { timestamp, message } of events) console.log(`${new Date(timestamp).toISOString()} ${message.trimEnd()}`);
  console.log(`${events.length} lines${parsed.values.local ? '' : ` of the last ${hours} hours`}.`);
});
