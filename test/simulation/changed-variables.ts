import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Variables = Readonly<Record<string, unknown>>;

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: FunctionProperties }>>;
}
interface FunctionProperties {
  readonly FunctionName?: unknown;
  Environment?: { readonly Variables?: Variables };
}

/** Copies an assembly so that its functions have other variables, by their names; the caller removes it. */
export function withVariables(assembly: string, variablesOf: (functionName: string) => Variables): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'changed-variables-'));
  cpSync(assembly, folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources))
      if (Type === 'AWS::Lambda::Function') {
        const changed = variablesOf(String(Properties.FunctionName));
        Properties.Environment = { Variables: { ...Properties.Environment?.Variables, ...changed } };
      }
    writeFileSync(path.join(folder, file), JSON.stringify(template));
  }
  return folder;
}

/**
 * The same with functions that make each call once. Where a service is out as a whole, the other tries fail too, and the SDK
 * waits between them in real time.
 */
export function withSingleAttempts(assembly: string): string {
  return withVariables(assembly, () => ({ AWS_MAX_ATTEMPTS: '1' }));
}
