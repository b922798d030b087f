import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import skipped from './skipped-rules.json' with { type: 'json' };

const run = promisify(execFile);

/** What a linter finds wrong with a resource of a template. */
export interface Finding {
  readonly linter: string;
  readonly rule: string;
  readonly message: string;
  /** The resource, or where it stands. */
  readonly where: string;
}

/** A linter of others', as PyPI has it, and how it is run on a folder of templates. */
export interface Linter {
  readonly name: string;
  readonly requirement: string;
  /** Gives all findings in a folder's templates; `command` is where it was installed. */
  lint(command: string, folder: string): Promise<readonly Finding[]>;
}

export const linters: readonly Linter[] = [
  { name: 'cfn-lint', requirement: 'cfn-lint==1.58.0', lint: runCfnLint },
  { name: 'checkov', requirement: 'checkov==3.3.30', lint: runCheckov },
];

interface CfnLintMatch {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path?: readonly (string | number)[] };
}

async function runCfnLint(command: string, folder: string): Promise<readonly Finding[]> {
  const matches: readonly CfnLintMatch[] = JSON.parse(
    await outputOf(command, ['--format', 'json', path.join(folder, '*.template.json')]),
  );
  return matches.map(({ Rule, Message, Filename, Location }) => ({
    linter: 'cfn-lint',
    rule: Rule.Id,
    message: Message,
    where: `${Filename} ${Location.Path?.join('/') ?? ''}`,
  }));
}

interface CheckovReport {
  /** Not there where no template has a resource that it knows. */
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
    readonly parsing_errors: readonly string[];
  };
}

async function runCheckov(command: string, folder: string): Promise<readonly Finding[]> {
  const flags = ['--framework', 'cloudformation', '--quiet', '--compact', '--skip-download', '--output', 'json'];
  const said = JSON.parse(await outputOf(command, [...flags, '--directory', folder])) as
    | CheckovReport
    | CheckovReport[];
  return [said].flat().flatMap(({ results }) => [
    ...(results?.failed_checks ?? []).map(({ check_id, check_name, resource, file_path }) => ({
      linter: 'checkov',
      rule: check_id,
      message: check_name,
      where: `${file_path} ${resource}`,
    })),
    ...(results?.parsing_errors ?? []).map((file) => ({
      linter: 'checkov',
      rule: 'parsing',
      message: 'cannot be read',
      where: file,
    })),
  ]);
}

/** What it prints; its exit code says only that it found something. */
async function outputOf(command: string, words: readonly string[]): Promise<string> {
  try {
    return (await run(command, words, { maxBuffer: 256 * 1024 ** 2 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    if (stdout.trim() === '') throw new Error(`${command} failed: ${stderr.trim().split('\n').at(-1)}`);
    return stdout;
  }
}

/** A rule that does not fit here. */
interface SkippedRule {
  readonly linter: string;
  readonly rule: string;
  readonly reason: string;
}

export const skippedRules: readonly SkippedRule[] = skipped;

/** What findings leave to be mended, a line each: those of rules that are not skipped, and skipped rules that find nothing. */
export function faultsIn(findings: readonly Finding[], rules: readonly SkippedRule[]): readonly string[] {
  const key = ({ linter, rule }: { linter: string; rule: string }) => `${linter} ${rule}`;
  const skips = new Set(rules.map(key));
  const found = new Set(findings.map(key));
  return [
    ...findings.filter((each) => !skips.has(key(each))).map((each) => `${key(each)}: ${each.message} (${each.where})`),
    ...rules
      .filter((each) => !found.has(key(each)))
      .map((each) => `${key(each)} is skipped and finds nothing any more.`),
  ];
}
