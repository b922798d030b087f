import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { outputOf } from './child-script.ts';

/** A CDK app as it lies in its folder. */
interface CdkApp {
  /** Where it runs; its cdk.json lies here. */
  readonly folder: string;
  /** Its entry file, or the command line that runs it; what cdk.json says by default. */
  readonly app?: string;
  /** Comes on top of cdk.json's. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Nobody has said how the app is run. */
export class NoApp extends Error {}

/** Resources are named by their construct's path in messages. */
const withPaths = { 'aws:cdk:enable-path-metadata': true };

/**
 * Synthesizes an app into the folder `into` and gives that back, as `cdk synth` does without the CDK's command. Rejects
 * with the app's own errors, and with NoApp.
 */
export async function synthesize({ folder, app, context }: CdkApp, into: string, signal: AbortSignal): Promise<string> {
  const said = cdkJson(folder);
  const command = app ?? said.app;
  if (command === undefined) throw new NoApp(`--app must say what to run: no cdk.json in ${folder} has an "app".`);
  const environment = {
    CDK_OUTDIR: into,
    CDK_CONTEXT_JSON: JSON.stringify({ ...said.context, ...context, ...withPaths }),
    // It says what CloudFormation would refuse, which takes a third of the time: the business of `cdk synth`. Plugins still run.
    CDK_VALIDATION: process.env['CDK_VALIDATION'] ?? 'false',
  };
  await outputOf({ command, folder, environment }, signal);
  return into;
}

interface CdkJson {
  readonly app?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

function cdkJson(folder: string): CdkJson {
  const file = path.join(folder, 'cdk.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CdkJson) : {};
}
