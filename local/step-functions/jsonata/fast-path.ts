import type { ExprNode } from 'jsonata';
import type { Bindings } from './bindings.ts';

/**
 * Evaluates without the engine, or answers NOT_FAST when only the engine knows the answer.
 * Covered are `$variable`, `$variable.name.name` through plain objects, and such a path compared with a literal.
 * Wherever JSONata would map, flatten or miss (an array on the way, a name that is not there) the engine is asked.
 */
export type FastPath = (bindings: Bindings) => unknown;

export const NOT_FAST: unique symbol = Symbol('not fast');

/** Finds the shortcut for a syntax tree; undefined where it has none. */
export function fastPathOf(node: ExprNode): FastPath | undefined {
  return pathOf(node) ?? comparisonOf(node);
}

const PLAIN_STEP = new Set(['type', 'value', 'position']);

function isPlain(node: ExprNode, type: ExprNode['type']): boolean {
  return node.type === type && Object.keys(node).every((key) => PLAIN_STEP.has(key));
}

function pathOf(node: ExprNode): FastPath | undefined {
  if (isPlain(node, 'variable')) return variablePath(nameOf(node));
  if (String(node.type) !== 'path' || Object.keys(node).some((key) => key !== 'type' && key !== 'steps'))
    return undefined;
  const [first, ...steps] = node.steps ?? [];
  if (!first || !isPlain(first, 'variable') || !nameOf(first) || !steps.every((step) => isPlain(step, 'name')))
    return undefined;
  const variable = nameOf(first);
  const names = steps.map(nameOf);
  return (bindings) => {
    let value = root(bindings, variable);
    for (const name of names) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
        return NOT_FAST;
      value = (value as Record<string, unknown>)[name];
    }
    return value === undefined ? NOT_FAST : value;
  };
}

/** `$states` itself is left to the engine: it is not plain data. */
function variablePath(variable: string): FastPath | undefined {
  return variable === '' || variable === 'states' ? undefined : (bindings) => root(bindings, variable);
}

function comparisonOf(node: ExprNode): FastPath | undefined {
  if (node.type !== 'binary' || (node.value !== '=' && node.value !== '!=')) return undefined;
  const { lhs, rhs } = node;
  if (!lhs || !rhs || Array.isArray(lhs) || Array.isArray(rhs)) return undefined;
  const left = pathOf(lhs);
  if (!left || !(isPlain(rhs, 'string') || isPlain(rhs, 'number') || isPlain(rhs, 'value'))) return undefined;
  const literal: unknown = rhs.value;
  const wanted = node.value === '=';
  return (bindings) => {
    const value = left(bindings);
    const comparable = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return comparable ? (value === literal) === wanted : NOT_FAST;
  };
}

function nameOf(node: ExprNode): string {
  return typeof node.value === 'string' ? node.value : '';
}

function root(bindings: Bindings, variable: string): unknown {
  if (variable === 'states') return bindings.states;
  return Object.hasOwn(bindings.variables, variable) ? bindings.variables[variable] : NOT_FAST;
}
