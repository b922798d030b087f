import { Unsupported } from './resource.ts';
import { substitute } from './substitution.ts';

/** What the intrinsic functions of one stack can look up. Each throws Unsupported for what is not there. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  imported(exportName: string): unknown;
  mapped(map: string, first: string, second: string): unknown;
  condition(name: string): boolean;
}

/** `Ref: AWS::NoValue`: what holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

type Evaluate = (argument: unknown, scope: Scope) => unknown;

const functions: Readonly<Record<string, Evaluate>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, scope);
    return scope.attribute(text(logicalId, 'Fn::GetAtt'), attribute.join('.'));
  },
  'Fn::Sub': (argument, scope) => {
    if (!Array.isArray(argument)) return substitute(text(argument, 'Fn::Sub'), {}, scope);
    return substitute(text(argument[0], 'Fn::Sub'), record(resolve(argument[1], scope)), scope);
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list(argument, scope);
    return list(parts, scope)
      .map((part) => text(part, 'Fn::Join'))
      .join(text(delimiter, 'Fn::Join'));
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, scope);
    const selected = list(values, scope)[Number(index)];
    if (selected === undefined) throw new Unsupported(`Fn::Select finds nothing at ${index}`);
    return selected;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, whole] = list(argument, scope);
    return text(whole, 'Fn::Split').split(text(delimiter, 'Fn::Split'));
  },
  'Fn::ImportValue': (name, scope) => scope.imported(text(resolve(name, scope), 'Fn::ImportValue')),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second, ...others] = list(argument, scope).map((part) => text(part, 'Fn::FindInMap'));
    if (others.length > 0) throw new Unsupported('Fn::FindInMap with a default value');
    return scope.mapped(map ?? '', first ?? '', second ?? '');
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64'),
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) throw new Unsupported('Fn::If without its three parts');
    return resolve(scope.condition(text(argument[0], 'Fn::If')) ? argument[1] : argument[2], scope);
  },
};

/** Resolves every intrinsic function in `value`. Throws Unsupported for a function or dynamic reference that is not emulated. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return withoutDynamicReference(value);
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const called = calledFunction(value);
  if (called) {
    const evaluate = functions[called.name];
    if (!evaluate) throw new Unsupported(`${called.name} is not emulated`);
    const result = evaluate(called.argument, scope);
    return typeof result === 'string' ? withoutDynamicReference(result) : result;
  }
  const resolved = Object.entries(value).map(([key, item]) => [key, resolve(item, scope)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== noValue));
}

/** The function an object of a template calls: an object with one member, `Ref` or `Fn::…`. */
export function calledFunction(value: object): { name: string; argument: unknown } | undefined {
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

function withoutDynamicReference(value: string): string {
  const reference = /\{\{resolve:[^}]*\}\}/.exec(value);
  if (reference) throw new Unsupported(`the dynamic reference ${reference[0]} is not emulated`);
  return value;
}

function list(value: unknown, scope: Scope): unknown[] {
  const resolved = resolve(value, scope);
  if (!Array.isArray(resolved)) throw new Unsupported(`a list is wanted, not ${JSON.stringify(value)}`);
  return resolved;
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unsupported(`${name} wants a text, not ${JSON.stringify(value)}`);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Unsupported('Fn::Sub wants its variables as an object');
  return { ...value };
}
