import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Something the person at the keyboard did wrong: one line, exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** Where a command acts: a deployed stage, or a runtime of one's own with `--local`. */
export interface Target {
  readonly stage: string;
  readonly client: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** The options every command takes. */
const targetOptions = {
  stage: { type: 'string', default: 'dev' },
  region: { type: 'string', default: 'us-east-1' },
  local: { type: 'boolean', default: false },
  port: { type: 'string', default: '4510' },
  help: { type: 'boolean', default: false },
} as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the words of a command: the options of every command and its own. Throws for one that it does not know. */
export function parseCommand<const Own extends Options>(own: Own, args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: { ...targetOptions, ...own } });
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

/** Reads where to act. A runtime of one's own asks for no credentials, so it gets stand-ins. */
export function targetOf(options: { stage: string; region: string; local: boolean; port: string }): Target {
  const { stage, region } = options;
  if (!options.local) return { stage, client: { region } };
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return { stage, client: { region, endpoint: `http://127.0.0.1:${options.port}`, credentials } };
}

const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start the runtime with "npm start", or say its --port.',
  EADDRINUSE: 'the port is taken; choose another with --port.',
  ConditionalCheckFailedException: 'there is no such key.',
};

/** Runs a command: what went wrong is one line on standard error, exit code 2 for wrong use and 1 for the rest. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const { message, name } = error as Error;
    const { code = name } = error as NodeJS.ErrnoException;
    const wrong = error instanceof WrongUse || code?.startsWith('ERR_PARSE_ARGS');
    console.error(wrong ? message : `It did not work: ${hints[code ?? ''] ?? (message || code)}`);
    process.exitCode = wrong ? 2 : 1;
  }
}
