import { isDeepStrictEqual } from 'node:util';
import { calledFunction, resolve, type Scope } from './intrinsic.ts';
import { Unsupported } from './resource.ts';

/** Evaluates a condition of a template's `Conditions`. Throws Unsupported for anything but Equals, And, Or, Not and the name of another. */
export function holds(expression: unknown, scope: Scope): boolean {
  if (typeof expression !== 'object' || expression === null) throw malformedConditionError(expression);
  const entries = Object.entries(expression);
  if (entries.length === 1 && entries[0]?.[0] === 'Condition') return scope.condition(String(entries[0][1]));
  const called = calledFunction(expression);
  const parts = called?.argument;
  if (!Array.isArray(parts)) throw malformedConditionError(expression);
  switch (called?.name) {
    case 'Fn::Equals':
      return isDeepStrictEqual(asText(resolve(parts[0], scope)), asText(resolve(parts[1], scope)));
    case 'Fn::And':
      return parts.every((part) => holds(part, scope));
    case 'Fn::Or':
      return parts.some((part) => holds(part, scope));
    case 'Fn::Not':
      return !holds(parts[0], scope);
    default:
      throw malformedConditionError(expression);
  }
}

/** CloudFormation compares `5` and `"5"`, `true` and `"true"` as texts. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function malformedConditionError(expression: unknown): Unsupported {
  return new Unsupported(`the condition ${JSON.stringify(expression)} is not emulated`);
}
