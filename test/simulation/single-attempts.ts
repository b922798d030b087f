import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: FunctionProperties }>>;
}
interface FunctionProperties {
  Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/**
 * Copies an assembly so that its functions make each call once; the caller removes it. Where a service is out as a whole,
 * the other tries fail too, and the SDK waits between them in real time.
 */
export function withSingleAttempts(assembly: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'single-attempts-'));
  cpSync(assembly, folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Template;
    for (const { Type, Properties } of Object.values(template.Resources))
      if (Type === 'AWS::Lambda::Function')
        Properties.Environment = { Variables: { ...Properties.Environment?.Variables, AWS_MAX_ATTEMPTS: '1' } };
    writeFileSync(path.join(folder, file), JSON.stringify(template));
  }
  return folder;
}
