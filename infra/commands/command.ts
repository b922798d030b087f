import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Stage, stagesIn } from '../stages.ts';

/** Something the person at the keyboard did wrong: one line, exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** Where a command acts: a deployed stage, or a runtime of one's own with `--local`. */
export interface Target extends Pick<Stage, 'prefix' | 'base' | 'logFolder' | 'flags'> {
  readonly stage: string;
  readonly client: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** The options every command takes. Where it acts has no default: npm keeps words in front of its "--", and a key meant for a runtime of one's own would be made in dev. */
const targetOptions = {
  stage: { type: 'string' },
  region: { type: 'string' },
  prefix: { type: 'string' },
  config: { type: 'string' },
  local: { type: 'boolean', default: false },
  port: { type: 'string', default: '4510' },
  help: { type: 'boolean', default: false },
} as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the words of a command by Node's parser. Throws WrongUse for what it does not take, in one line. */
export function readWords<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // The sentences after the first are advice to programmers.
    const [reason] = (error as Error).message.split(/\.\s|\.?$|\n/);
    throw new WrongUse(`${reason}. --help shows what there is.`);
  }
}

/** Reads the words of a command: the options of every command and its own. Throws WrongUse for one that it does not know. */
export function parseCommand<const Own extends Options>(own: Own, args: readonly string[]) {
  return readWords({ args: [...args], allowPositionals: true, options: { ...targetOptions, ...own } });
}

/** Reads the command line. What is wrong with it is one line on standard error, exit code 2. */
export function commandLine<const Own extends Options>(own: Own) {
  try {
    return parseCommand(own, process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

/** The words that say where a command acts. */
interface Place {
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  /** Which one, where there are several of a stage in a region. */
  readonly prefix?: string | undefined;
  /** The configuration that has the stage, where it is not the project's own. */
  readonly config?: string | undefined;
  readonly local: boolean;
  readonly port: string;
}

/** Where `npm start` runs what it synthesizes. */
const localPlace = { stage: 'dev', region: 'us-east-1' };

/** Reads where to act; throws WrongUse where that is not said or nothing is. A runtime of one's own asks for no credentials, so it gets stand-ins. */
export function targetOf(options: Place): Target {
  const stage = options.stage ?? (options.local ? localPlace.stage : undefined);
  const region = options.region ?? (options.local ? localPlace.region : undefined);
  if (stage === undefined || region === undefined)
    throw new WrongUse(
      'Say where it acts: with --local, or with --stage and --region; behind a "--" of their own, for npm keeps what stands before it.',
    );
  const port = portOf(options.port);
  const { prefix, base, logFolder, flags } = installed(stagesIn(options.config), { ...options, stage, region });
  const named = { stage, prefix, base, logFolder, flags };
  if (!options.local) return { ...named, client: { region } };
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return { ...named, client: { region, endpoint: `http://127.0.0.1:${port}`, credentials } };
}

/** The one installation that is meant; throws WrongUse, naming those that there are, for none and for several. */
function installed(stages: readonly Stage[], { stage, region, prefix }: Omit<Place, 'local' | 'port'>): Stage {
  const ofStage = stages.filter(({ name }) => name === stage);
  const names = [...new Set(stages.map(({ name }) => name))];
  if (ofStage.length === 0) throw new WrongUse(`There is no stage ${stage}; ${names.join(', ')}.`);
  const there = ofStage.filter((each) => each.region === region);
  const regions = [...new Set(ofStage.map((each) => each.region))];
  if (there.length === 0)
    throw new WrongUse(`There is no stage ${stage} in the region ${region}; ${regions.join(', ')}.`);
  const prefixes = there.map((each) => each.prefix).join(', ');
  const [meant, ...others] = there.filter((each) => prefix === undefined || each.prefix === prefix);
  if (!meant) throw new WrongUse(`There is no ${stage} in ${region} with the prefix ${prefix}; ${prefixes}.`);
  if (others.length > 0) throw new WrongUse(`There are several ${stage} in ${region}; say --prefix: ${prefixes}.`);
  return meant;
}

/** Reads a port; what it says of another word is what `npm start` says. */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new WrongUse(`--port must be a number up to 65535, not "${text}".`);
  return port;
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken; choose another with --port.',
  ConditionalCheckFailedException: 'there is no such key.',
  CredentialsProviderError: 'log in to AWS, or say --local in place of --stage and --region.',
};

/** Runs a command: what went wrong is one line on standard error, exit code 2 for wrong use and 1 for the rest. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const { line, exitCode } = complaintOf(error as Error);
    console.error(line);
    process.exitCode = exitCode;
  }
}

/** What to say of an error. */
export function complaintOf(error: NodeJS.ErrnoException): { readonly line: string; readonly exitCode: number } {
  if (error instanceof WrongUse) return { line: error.message, exitCode: 2 };
  // Of a connection that failed, fetch tells the cause only.
  const cause = (error.cause ?? error) as NodeJS.ErrnoException & { readonly port?: number };
  const code = cause.code ?? error.code ?? error.name;
  const hint = code === 'ECONNREFUSED' ? nothingListens(cause) : hints[code];
  return { line: `It did not work: ${hint ?? (error.message || code)}`, exitCode: 1 };
}

function nothingListens({ port }: { readonly port?: number }): string {
  if (port === undefined) return 'nothing listens there; start the runtime with "npm start", or say its --port.';
  return `nothing listens on port ${port}; start the runtime with "npm start -- --port ${port}", or say where it is with --port.`;
}
