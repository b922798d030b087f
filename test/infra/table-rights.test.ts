import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesized } from './synthesized.ts';

const { stacks } = synthesized({ stage: 'dev', region: 'us-east-1', senderAddress: 'leads@mail.stage.example' });

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What a role may do with tables, as `role: action on table`; the stream's rights are no rights on items. */
const rights = resourcesOf(stacks, 'AWS::IAM::Policy').flatMap(({ Properties = {} }) => {
  const role = JSON.stringify(Properties['Roles']).replace(/^.*?"(?:Ref|Fn::ImportValue)":"(\w+?)Role\w*".*$/, '$1');
  const { Statement: statements } = Properties['PolicyDocument'] as { Statement: readonly Statement[] };
  return statements.flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .flatMap((action) => (action.startsWith('dynamodb:') ? [{ role, action, table: tableIn(Resource) }] : [])),
  );
});

/** The table, index or stream that a resource of a statement means. */
function tableIn(resource: unknown): string {
  const text = JSON.stringify(resource);
  if (/StreamArn/.test(text)) return 'stream';
  if (/:?\*"/.test(text)) return 'everything';
  if (text.includes('Credentials')) return 'credentials';
  return /Table/.test(text) ? 'main' : text;
}

describe('the roles of the functions', () => {
  test('leave credentials to the authorizer, which reads them, and to nobody else; nobody writes them', () => {
    expect(rights.filter(({ table }) => table === 'credentials')).toEqual([
      { role: 'Authorize', action: 'dynamodb:GetItem', table: 'credentials' },
    ]);
  });

  test('name their table, and no action that reaches past PutItem, GetItem and Query of it', () => {
    const others = rights.filter(({ table }) => table !== 'credentials');
    expect(others.length).toBeGreaterThan(30);
    expect(new Set(others.map(({ table }) => table))).toEqual(new Set(['main', 'stream']));
    const onItems = others.filter(({ table }) => table === 'main').map(({ action }) => action);
    expect([...new Set(onItems)].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query']);
  });

  test('let nobody write who only looks items up, counts, starts or publishes', () => {
    const writers = rights.filter(({ action }) => action === 'dynamodb:PutItem').map(({ role }) => role);
    expect(writers).toEqual(expect.arrayContaining(['PostLead', 'PutDealer', 'DecideLeadSla']));
    const readers = /^(Authorize|Get|List|CountUnanswered|Start|RelayFacts|RepublishFacts)/;
    expect(writers.filter((role) => readers.test(role))).toEqual([]);
  });
});
