/** A policy that a Lambda authorizer answered, ready to be asked for one method ARN after another. */
type Verdict = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny';
export type ExecuteApiPolicy = (methodArn: string) => Verdict;

interface Statement {
  readonly allows: boolean;
  readonly resources: readonly RegExp[];
}

/**
 * Reads the policy document of an authorizer's answer; undefined when it is none API Gateway takes. Statements about
 * other actions than execute-api:Invoke say nothing. Conditions are not emulated, so a policy with one is not taken.
 */
export function readExecuteApiPolicy(document: unknown): ExecuteApiPolicy | undefined {
  const given = memberOf(document, 'Statement');
  if (given === undefined) return undefined;
  const statements: Statement[] = [];
  for (const statement of [given].flat()) {
    const effect = memberOf(statement, 'Effect');
    const actions = patterns(memberOf(statement, 'Action'), 'is');
    const resources = patterns(memberOf(statement, 'Resource'), 's');
    const known = effect === 'Allow' || effect === 'Deny';
    if (!known || !actions || !resources || memberOf(statement, 'Condition') !== undefined) return undefined;
    if (actions.some((action) => action.test('execute-api:invoke')))
      statements.push({ allows: effect === 'Allow', resources });
  }
  return (methodArn) => verdict(statements, methodArn);
}

function verdict(statements: readonly Statement[], methodArn: string): Verdict {
  const matching = statements.filter(({ resources }) => resources.some((resource) => resource.test(methodArn)));
  if (matching.some(({ allows }) => !allows)) return 'ExplicitDeny';
  return matching.length > 0 ? 'Allow' : 'ImplicitDeny';
}

function memberOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
}

/** IAM's wildcards: `*` for any characters, `?` for one. Actions are compared without case. */
function patterns(given: unknown, flags: 'is' | 's'): RegExp[] | undefined {
  const list = [given].flat();
  if (!list.every((one) => typeof one === 'string')) return undefined;
  return list.map((text) => {
    const source = text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, flags);
  });
}
