import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is taken out of the templates: an action from every policy of a role, or permissions and queues' policies whose construct path fits. */
export type Removal = { readonly role: string; readonly action: string } | { readonly permissions: RegExp };

interface Resource {
  readonly Type: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Properties: { readonly PolicyDocument?: { Statement: Statement[] } };
}
interface Statement {
  Action: string | string[];
}

/** Copies an assembly without some permissions; the caller removes it. Throws when a removal finds nothing to remove. */
export function withoutPermissions(assembly: string, removals: readonly Removal[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fewer-permissions-'));
  cpSync(assembly, folder, { recursive: true });
  const found = new Set<Removal>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      Resources: Record<string, Resource>;
    };
    for (const [logicalId, resource] of Object.entries(template.Resources))
      for (const removal of removals) {
        if ('role' in removal ? !removeAction(resource, removal) : !isPermission(resource, removal.permissions))
          continue;
        found.add(removal);
        if ('permissions' in removal) delete template.Resources[logicalId];
      }
    writeFileSync(path.join(folder, file), JSON.stringify(template));
  }
  const missed = removals.find((removal) => !found.has(removal));
  if (missed)
    throw new Error(`Nothing is to be removed for ${JSON.stringify(missed)} ${String(Object.values(missed))}.`);
  return folder;
}

function pathOf({ Metadata }: Resource): string {
  return String(Metadata?.['aws:cdk:path']);
}

function isPermission(resource: Resource, permissions: RegExp): boolean {
  const types = ['AWS::Lambda::Permission', 'AWS::SQS::QueuePolicy'];
  return types.includes(resource.Type) && permissions.test(pathOf(resource));
}

function removeAction(resource: Resource, { role, action }: { role: string; action: string }): boolean {
  const document = resource.Properties?.PolicyDocument;
  if (
    resource.Type !== 'AWS::IAM::Policy' ||
    !document ||
    !pathOf(resource).endsWith(`/${role}/DefaultPolicy/Resource`)
  )
    return false;
  const before = JSON.stringify(document);
  for (const statement of document.Statement)
    statement.Action = [statement.Action].flat().filter((each) => each !== action);
  document.Statement = document.Statement.filter(({ Action }) => Action.length > 0);
  return JSON.stringify(document) !== before;
}
