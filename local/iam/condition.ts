import { Unsupported } from '../cloudformation/resource.ts';
import { compileArn, compilePattern, type Fits } from './pattern.ts';

/** What is known of a call beside its action and resource, by condition key. */
export type Context = Readonly<Record<string, string>>;

type Condition = (context: Context) => boolean;

/** The condition keys that this runtime can give a value to; AWS compares their names without case. */
const keys = new Map(
  ['aws:SecureTransport', 'aws:SourceAccount', 'aws:SourceArn', 'ses:FromAddress'].map((key) => [
    key.toLowerCase(),
    key,
  ]),
);

const equal = (value: string): Fits => {
  return (text) => text === value;
};
const equalFlag = (value: string): Fits => equal(value.toLowerCase());

/** The operators, each by how one of its values is compared. */
const operators: Readonly<Record<string, (value: string) => Fits>> = {
  StringEquals: equal,
  StringLike: compilePattern,
  ArnEquals: compileArn,
  ArnLike: compileArn,
  Bool: equalFlag,
};
const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Compiles a statement's conditions, all of which must hold. Throws Unsupported for an operator or key that is not emulated. */
export function compileConditions(block: ConditionBlock, where: string): Condition {
  const tests = Object.entries(block).flatMap(([operator, comparisons]) =>
    Object.entries(comparisons).map(([key, values]) => compileComparison(operator, { key, values }, where)),
  );
  return (context) => tests.every((holds) => holds(context));
}

interface Comparison {
  readonly key: string;
  readonly values: readonly string[];
}

function compileComparison(operator: string, { key, values }: Comparison, where: string): Condition {
  const [, name = '', ifExists] = /^(.+?)(IfExists)?$/.exec(operator) ?? [];
  const negated = Object.hasOwn(negations, name);
  const compile = operators[negations[name] ?? name];
  const known = keys.get(key.toLowerCase());
  if (!compile) throw new Unsupported(`${where}: the condition operator ${operator} is not emulated`);
  if (known === undefined) throw new Unsupported(`${where}: the condition key ${key} is not emulated`);
  for (const value of values)
    if (value.includes('${')) throw new Unsupported(`${where}: the policy variable in ${value} is not emulated`);
  const fits = values.map(compile);
  // A key that is absent fulfils a negated comparison, and every one with IfExists.
  return (context) => {
    const text = context[known];
    if (text === undefined) return negated || ifExists !== undefined;
    return fits.some((test) => test(text)) !== negated;
  };
}
