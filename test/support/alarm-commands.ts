import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventMeasures } from '../../functions/events/event-measures.ts';
import { parseCommand, targetOf } from '../../infra/commands/command.ts';
import { logGroupOf, logOptions, readLogOrder } from '../../infra/commands/log-order.ts';
import { readRedriveOrder, redriveOptions } from '../../infra/commands/redrive-order.ts';

/** Where an alarm is: what its commands must say, and the log groups that are there. */
interface Place {
  readonly stage: string;
  readonly region: string;
  readonly logGroups: readonly string[];
}

const { scripts } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** What each of our commands that may stand in an alarm's text does not understand, by its own parser. */
const parsers: Readonly<Record<string, (words: readonly string[], place: Place) => readonly string[]>> = {
  redrive(words, place) {
    readRedriveOrder(words);
    return elsewhere(parseCommand(redriveOptions, words).values, place);
  },
  log(words, place) {
    const { log } = readLogOrder(words);
    const { values } = parseCommand(logOptions, words);
    const group = logGroupOf(targetOf(values), log);
    return [
      ...elsewhere(values, place),
      ...(place.logGroups.includes(group) ? [] : [`there is no log ${group}`]),
      ...(values.fact === undefined || eventMeasures[values.fact]?.logged
        ? []
        : [`nothing is logged of ${values.fact}`]),
    ];
  },
};

/** The commands in an alarm's text. */
export function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command);
}

/** What keeps the commands in an alarm's text from running as they are printed; none if they do. A text needs one. */
export function commandFaults(text: string, place: Place): readonly string[] {
  const commands = commandsIn(text);
  if (commands.length === 0) return [`names no command: ${text}`];
  return commands.flatMap((command) => faultsOf(command, place).map((fault) => `${command}: ${fault}`));
}

function faultsOf(command: string, place: Place): readonly string[] {
  const [tool, ...words] = command.split(' ');
  if (/[<>{}…]|\b[A-Z]{2,}\b/.test(command)) return ['somebody has to fill something in'];
  // AWS's own command line, whose parser is not here.
  if (tool === 'aws') return command.endsWith(` --region ${place.region}`) ? [] : ['says no region, or another'];
  const [run, script = '', dashes, ...rest] = words;
  const parser = parsers[script];
  if (tool !== 'npm' || run !== 'run' || dashes !== '--' || !scripts[script] || !parser)
    return ['is no command of ours'];
  try {
    return parser(rest, place);
  } catch (error) {
    return [(error as Error).message];
  }
}

function elsewhere(said: Parameters<typeof targetOf>[0], { stage, region }: Place): string[] {
  const { stage: named, client } = targetOf(said);
  return named === stage && client.region === region ? [] : [`acts on ${named} ${client.region}`];
}
