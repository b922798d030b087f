import { Unsupported } from './resource.ts';

/** What `${…}` in `Fn::Sub` can look up beside its own variables. */
interface Names {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
}

/** Replaces `${Name}`, `${LogicalId.Attribute}` and the variables of `Fn::Sub`; `${!Literal}` stands for `${Literal}`. */
export function substitute(pattern: string, variables: Readonly<Record<string, unknown>>, names: Names): string {
  return pattern.replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, inner: string) => {
    if (literal) return `\${${inner}}`;
    const name = inner.trim();
    const value = Object.hasOwn(variables, name) ? variables[name] : lookUp(name, names);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new Unsupported(`Fn::Sub cannot write \${${name}} as text`);
  });
}

function lookUp(name: string, names: Names): unknown {
  const dot = name.indexOf('.');
  return dot < 0 ? names.ref(name) : names.attribute(name.slice(0, dot), name.slice(dot + 1));
}
