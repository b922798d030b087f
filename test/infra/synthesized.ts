import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildApp } from '../../infra/lanekeeper.ts';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** One stack's template, with the place it is for. */
export interface StackTemplate {
  readonly stack: string;
  /** Stage and region, such as `dev-us-east-1`. */
  readonly place: string;
  readonly region: string;
  /** Twelve digits, also where no account is said. */
  readonly account: string;
  readonly terminationProtection: boolean;
  readonly text: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
}

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly constructs: readonly string[];
}

export interface Synthesized {
  readonly app: App;
  readonly stacks: readonly StackTemplate[];
  /** What template validation and cdk-nag found, warnings too. */
  readonly findings: readonly Finding[];
}

export const anyAccount = '111122223333';

const cdkJson = path.resolve(import.meta.dirname, '../../cdk.json');
const { context: flags } = JSON.parse(readFileSync(cdkJson, 'utf8')) as { context: Record<string, unknown> };

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for assemblies, removed when the process ends. */
export function assemblyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assembly-'));
  folders.push(folder);
  return folder;
}

/** An app with cdk.json's context and `said` on top, as `cdk synth -c name=value` has it. */
export function appWith(said: Readonly<Record<string, string>> = {}, outdir = assemblyFolder()): App {
  return buildApp(new App({ outdir, context: { ...flags, ...said } }));
}

/** Synthesizes all stages and regions, or those that are said. Throws when validation finds an error. */
export function synthesized(said: Readonly<Record<string, string>> = {}, outdir = assemblyFolder()): Synthesized {
  const app = appWith(said, outdir);
  const stacks = app.synth().stacks.map((stack) => {
    const text = JSON.stringify(stack.template);
    return {
      stack: stack.stackName,
      place: stack.stackName.replace(/^lanekeeper-/, '').replace(/-[a-z]+$/, ''),
      region: stack.environment.region,
      account: /^\d/.test(stack.environment.account) ? stack.environment.account : anyAccount,
      terminationProtection: stack.terminationProtection ?? false,
      text,
      resources: (stack.template as { Resources: Record<string, TemplateResource> }).Resources,
    };
  });
  return { app, stacks, findings: findingsIn(outdir) };
}

/** A file that holds this configuration. */
export function configurationFile(content: unknown): string {
  const file = path.join(assemblyFolder(), 'lanekeeper.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** Synthesizes all installations of a configuration. */
export function configured(content: unknown): Synthesized {
  return synthesized({ config: configurationFile(content) });
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly severity: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** The findings in the report that a synth left in its folder. */
export function findingsIn(outdir: string): readonly Finding[] {
  const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .map(({ ruleName, severity, violatingConstructs }) => ({
      rule: ruleName,
      severity,
      constructs: violatingConstructs.map(({ constructPath }) => constructPath),
    }));
}

/** The resources of a type in several stacks. */
export function resourcesOf(stacks: readonly StackTemplate[], type: string): readonly TemplateResource[] {
  return stacks.flatMap(({ resources }) => Object.values(resources)).filter((resource) => resource.Type === type);
}

/** The properties of our own functions, without the CDK's that empties buckets. */
export function functionsOf(stacks: readonly StackTemplate[]): readonly Readonly<Record<string, unknown>>[] {
  const all = resourcesOf(stacks, 'AWS::Lambda::Function').map(({ Properties = {} }) => Properties);
  return all.filter(({ FunctionName }) => FunctionName !== undefined);
}
