import { parseCommand, WrongUse } from './command.ts';

/** What `npm run log` is asked for. */
interface LogOrder {
  /** A function, or what else has a log. */
  readonly log: string;
  /** Which lines, as a filter pattern of CloudWatch Logs. */
  readonly filterPattern: string;
  readonly hours: number;
}

/** The options of its own. */
export const logOptions = { fact: { type: 'string' }, hours: { type: 'string', default: '24' } } as const;

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
  if (log === undefined || others.length > 0)
    throw new WrongUse('Say which log: a function, such as post-lead, or api-access, or firewall.');
  const hours = Number(values.hours);
  if (!(hours > 0)) throw new WrongUse('--hours must be a number above 0.');
  if (values.fact !== undefined && log !== 'relay-facts')
    throw new WrongUse('Facts are named in the log of relay-facts only.');
  return { log, hours, filterPattern: patternOf(log, values.fact) };
}

function patternOf(log: string, fact: string | undefined): string {
  // The log's metrics name the fact, too, but not its id.
  if (fact !== undefined) return `{ $.fact = "${fact}" && $.factId = "*" }`;
  if (log === accessLog) return '{ $.status = "5*" }';
  if (log === firewallLog) return '{ $.action = "BLOCK" }';
  // Lambda reports a run that took too long in a line of its own form.
  return '{ $.level = "ERROR" || $.level = "WARN" || $.record.status = "timeout" }';
}

/** The log group that holds a log. */
export function logGroupOf(stage: string, log: string): string {
  if (log === firewallLog) return `aws-waf-logs-lanekeeper-${stage}`;
  return `/lanekeeper/${stage}/${log === accessLog ? log : `lanekeeper-${stage}-${log}`}`;
}
