import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An emulator may wait for ever for what it does not know. */
const mostMilliseconds = 300_000;
const root = path.join(import.meta.dirname, '../..');
const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');

/** The account that the emulator is. */
export const account = '000000000000';

/** The CDK's own command, which acts on an emulator's account and nothing else. */
interface Cdk {
  /** Synthesizes a configuration's stage into a folder and gives that; what the emulator lacks is not in it. */
  synth(configuration: string, name: string): Promise<string>;
  /** Runs a command of the CDK's on an assembly and gives all it said. Rejects with that where it fails. */
  act(assembly: string, ...words: readonly string[]): Promise<string>;
  /** What acts there, and not on an account of somebody's. */
  readonly environment: Readonly<Record<string, string>>;
}

interface Opened {
  readonly url: string;
  readonly region: string;
  readonly folder: string;
  /** Ends what it runs. */
  readonly signal: AbortSignal;
}

/** Opens the CDK's command on an emulator; assemblies lie below `folder`. */
export function openCdk({ url, region, folder, signal }: Opened): Cdk {
  const environment = onlyThere(url, region);
  const cdk = async (words: readonly string[]) => {
    const options = { cwd: root, env: environment, maxBuffer: 64 * 1024 ** 2, timeout: mostMilliseconds, signal };
    try {
      const { stdout, stderr } = await run(process.execPath, [cli, ...words], options);
      return stdout + stderr;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
      throw new Error(`cdk ${words.join(' ')} failed:\n${lastLines(stdout + stderr, 30)}`);
    }
  };
  return {
    environment,
    async synth(configuration, name) {
      const assembly = path.join(folder, name);
      const app = `"${process.execPath}" infra/emulator/app.ts`;
      await cdk(['synth', '--quiet', '--app', app, '--output', assembly, '-c', `config=${configuration}`]);
      return assembly;
    },
    act: (assembly, ...words) => cdk([...words, '--app', assembly]),
  };
}

/** No profile, no role, no proxy and no endpoint but the emulator's; nothing that the CDK asks the world beside its work. */
function onlyThere(url: string, region: string): Readonly<Record<string, string>> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_|_proxy$/i.test(name));
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: [path.dirname(process.execPath), process.env['PATH'] ?? ''].join(path.delimiter),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_REGION: region,
    AWS_CONFIG_FILE: path.join(root, 'no-such-file'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(root, 'no-such-file'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // The synth that deploys for real checks the same templates.
    CDK_VALIDATION: 'false',
  };
}

/** Without what the CDK says of each resource as it comes and goes. */
function lastLines(text: string, count: number): string {
  const lines = text.trim().split('\n');
  return lines
    .filter((line) => !/_IN_PROGRESS|_COMPLETE {2}|: (start|success): /.test(line))
    .slice(-count)
    .join('\n');
}

/** What the stacks of an assembly gave as outputs when they were deployed, by stack and name. */
type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads what `cdk deploy --outputs-file` wrote. */
export function readOutputs(file: string): Outputs {
  return JSON.parse(readFileSync(file, 'utf8')) as Outputs;
}
