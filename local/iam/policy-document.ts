import * as z from 'zod';
import { Unsupported } from '../cloudformation/resource.ts';
import type { Context } from './condition.ts';
import { compileConditions } from './condition.ts';
import { compileAction, compilePattern, type Fits } from './pattern.ts';
import { compilePrincipal, type SpeaksOf } from './policy-principal.ts';
import type { Grant, Statement } from './statement.ts';
import { texts } from './texts.ts';

const one = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const values = z.union([one.transform((value) => [value]), z.array(one)]);

const statementShape = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
});
type StatementShape = z.output<typeof statementShape>;

const documentShape = z.object({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(statementShape)),
});

/**
 * What a policy hangs on: an `identity` (no principals), a `resource` (with them), or a role's `trust` (with them, and
 * its resource is the role itself).
 */
type PolicyUse = 'identity' | 'resource' | 'trust';

/**
 * Compiles a policy document; `where` is the construct path that holds it. Throws Unsupported, naming it, for what is not
 * emulated: other members, conditions, principals, policy variables.
 */
export function readPolicy(document: unknown, where: string, use: PolicyUse): readonly Statement[] {
  const read = documentShape.safeParse(document);
  if (!read.success) throw new Unsupported(`${where}: its policy is not emulated: ${z.prettifyError(read.error)}`);
  return read.data.Statement.map((shape, index) => compileStatement(shape, { where, index, use }));
}

interface Origin {
  readonly where: string;
  readonly index: number;
  readonly use: PolicyUse;
}

function compileStatement(shape: StatementShape, { where, index, use }: Origin): Statement {
  const name = shape.Sid ?? String(index);
  const at = `${where}, statement ${name}`;
  const actions = entriesOf({ list: shape.Action, not: shape.NotAction }, compileAction, at);
  const ofResource =
    use === 'trust' ? { list: ['*'], not: undefined } : { list: shape.Resource, not: shape.NotResource };
  const resources = entriesOf(ofResource, compilePattern, at);
  const holds = compileConditions(shape.Condition, at);
  const speaksOf = speaksOfWhom(shape, use, at);
  const grants = actions.map((action) =>
    resources.map(
      (resource): Grant => ({ policy: where, statement: name, action: action.text, resource: resource.text, calls: 0 }),
    ),
  );
  return {
    effect: shape.Effect,
    grants: shape.Effect === 'Allow' ? grants.flat() : [],
    covers(access, caller) {
      const action = actions.findIndex(({ fits }) => fits(access.action));
      const resource = action < 0 ? -1 : resources.findIndex(({ fits }) => fits(access.resource));
      if (resource < 0 || !speaksOf(caller) || !holds(access.context ?? noContext)) return undefined;
      return grants[action]?.[resource];
    },
  };
}

const noContext: Context = {};

function speaksOfWhom({ Principal, Effect }: StatementShape, use: PolicyUse, at: string): SpeaksOf {
  if (use !== 'identity') return compilePrincipal(Principal, Effect, at);
  if (Principal !== undefined) throw new Unsupported(`${at}: a policy of an identity has no Principal`);
  return () => true;
}

interface Entry {
  readonly text: string;
  readonly fits: Fits;
}

/** Of a list each pattern by itself; of its negation all of them together. */
function entriesOf(
  given: { list: readonly string[] | undefined; not: readonly string[] | undefined },
  compile: (pattern: string) => Fits,
  at: string,
): readonly Entry[] {
  const patterns = given.list ?? given.not;
  if (!patterns || (given.list && given.not))
    throw new Unsupported(`${at}: it needs one of Action and NotAction, and one of Resource and NotResource`);
  for (const pattern of patterns)
    if (pattern.includes('${')) throw new Unsupported(`${at}: the policy variable in ${pattern} is not emulated`);
  if (given.list) return patterns.map((text) => ({ text, fits: compile(text) }));
  const tests = patterns.map(compile);
  return [{ text: `not ${patterns.join(', ')}`, fits: (text) => !tests.some((fits) => fits(text)) }];
}
