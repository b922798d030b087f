import { parseCommand, type Target, WrongUse } from './command.ts';

/** What `npm run log` is asked for. */
interface LogOrder {
  /** A function, or what else has a log. */
  readonly log: string;
  /** Which lines, as a filter pattern of CloudWatch Logs. */
  readonly filterPattern: string;
  /** The same in words. */
  readonly lookedFor: string;
  readonly hours: number;
}

export const logUsage = `npm run log -- FUNCTION [--hours 24]                     errors and warnings of a function, such as post-lead
npm run log -- FUNCTION --all [--hours 24]               every line of it, such as who read which document (get-document)
npm run log -- relay-facts --fact TYPE [--hours 24]      whose the facts of a type are, where the relay names it
npm run log -- api-access [--hours 24]                   the requests that the API answered with a 5xx
npm run log -- firewall [--hours 24]                     the requests that the firewall stopped, and why
with --stage STAGE --region REGION [--prefix PREFIX] [--config FILE], or --local [--port 4510] for the runtime that "npm start" runs, and all it logged.`;

/** The options of its own. */
export const logOptions = {
  fact: { type: 'string' },
  all: { type: 'boolean' },
  hours: { type: 'string', default: '24' },
} as const;

/** The log in which API Gateway writes what it answered. */
const accessLog = 'api-access';
/** The log in which AWS WAF writes what it stopped and noticed. */
const firewallLog = 'firewall';

/** Reads the words after `npm run log --`; throws WrongUse for what cannot be meant. */
export function readLogOrder(args: readonly string[]): LogOrder {
  return logOrderOf(parseCommand(logOptions, args));
}

/** The same of words that were parsed. */
export function logOrderOf({ values, positionals }: ReturnType<typeof parseCommand<typeof logOptions>>): LogOrder {
  const [log, ...others] = positionals;
  if (log === undefined || others.length > 0) throw new WrongUse(`Name one log:\n${logUsage}`);
  const hours = Number(values.hours);
  if (!(hours > 0)) throw new WrongUse('--hours must be a number above 0.');
  if (values.fact !== undefined && log !== 'relay-facts')
    throw new WrongUse('Facts are named in the log of relay-facts only.');
  if (values.all) {
    if (values.fact !== undefined) throw new WrongUse('Say --fact or --all.');
    return { log, hours, filterPattern: '', lookedFor: 'all lines' };
  }
  return { log, hours, ...linesIn(log, values.fact) };
}

function linesIn(log: string, fact: string | undefined): Pick<LogOrder, 'filterPattern' | 'lookedFor'> {
  // The log's metrics name the fact, too, but not its id.
  if (fact !== undefined)
    return { filterPattern: `{ $.fact = "${fact}" && $.factId = "*" }`, lookedFor: `facts ${fact}` };
  if (log === accessLog) return { filterPattern: '{ $.status = "5*" }', lookedFor: 'answers with a 5xx' };
  if (log === firewallLog) return { filterPattern: '{ $.action = "BLOCK" }', lookedFor: 'requests that it stopped' };
  // Lambda reports a run that took too long in a line of its own form.
  const filterPattern = '{ $.level = "ERROR" || $.level = "WARN" || $.record.status = "timeout" }';
  return { filterPattern, lookedFor: 'errors and warnings' };
}

type Logging = Pick<Target, 'base' | 'logFolder'>;

/** The log group that holds a log. */
export function logGroupOf({ base, logFolder }: Logging, log: string): string {
  if (log === firewallLog) return `aws-waf-logs-${base}`;
  return `${logFolder}/${log === accessLog ? log : `${base}-${log}`}`;
}

/** What to say where a log is not there: which there are or, of one of these, that its stage is not. */
export function noLogText(place: Logging, log: string, functions: readonly string[]): string {
  const logs = [...functions, accessLog, firewallLog];
  if (logs.includes(log)) return `there is no log group ${logGroupOf(place, log)} here; is the stage deployed?`;
  return `there is no log ${log}; there are ${logs.join(', ')}.`;
}
