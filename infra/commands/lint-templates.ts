import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Finding, faultsIn, type Linter, linters, skippedRules } from '../linters/linters.ts';
import { commandLine, runCommand } from './command.ts';
import { findPython, installed } from './python.ts';
import { temporaryFolder } from './temporary-folder.ts';

const usage = `npm run lint:templates
Looks at the templates of all installations with ${linters.map(({ requirement }) => requirement).join(' and ')}, which it installs into a
folder of its own. Rules that do not fit stand in infra/linters/skipped-rules.json, each with its reason.`;

const root = path.join(import.meta.dirname, '../..');
const cdk = path.join(path.dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');

const { values } = commandLine({});
await runCommand(async () => {
  if (values.help) return console.log(usage);
  const python = findPython();
  if (python === undefined) return console.log('Skipped the linting of templates: there is no Python with venv here.');
  const { folder } = temporaryFolder('lint-templates');
  const assembly = path.join(folder, 'cdk.out');
  const templates = await synthesized(assembly);
  const findings: Finding[] = [];
  for (const linter of linters) {
    const found = await runLinter(linter, { python, folder, assembly });
    if (found instanceof Error) return console.log(`Skipped the linting of templates: ${found.message}`);
    findings.push(...found);
  }
  const faults = faultsIn(findings, skippedRules);
  if (faults.length > 0) throw new Error(`The templates have faults:\n  ${faults.join('\n  ')}`);
  console.log(
    `${templates.length} templates have no faults; ${skippedRules.length} rules are skipped, each with its reason.`,
  );
});

/** The templates of all installations. */
async function synthesized(into: string): Promise<readonly string[]> {
  const words = [cdk, 'synth', '--quiet', '--output', into, '--app', `"${process.execPath}" infra/app.ts`];
  const environment = { ...process.env, CDK_DISABLE_VERSION_CHECK: 'true', CDK_VALIDATION: 'false' };
  await promisify(execFile)(process.execPath, words, { cwd: root, env: environment, maxBuffer: 64 * 1024 ** 2 });
  return globSync(path.join(into, '*.template.json')).sort();
}

interface Place {
  readonly python: string;
  readonly folder: string;
  readonly assembly: string;
}

/** What a linter finds, or why it is not there. */
async function runLinter(linter: Linter, { python, folder, assembly }: Place): Promise<readonly Finding[] | Error> {
  const command = await installed(python, path.join(folder, linter.name), linter.requirement).catch(
    (error: Error) => error,
  );
  return command instanceof Error ? command : linter.lint(command(linter.name), assembly);
}
