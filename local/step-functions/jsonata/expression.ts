import jsonata from 'jsonata';
import type { Bindings } from './bindings.ts';
import type { ClockAndChance } from './clock-and-chance.ts';
import { type FastPath, fastPathOf, NOT_FAST } from './fast-path.ts';
import { registerFunctions } from './jsonata-functions.ts';
import { toPlainJson } from './plain-json.ts';
import { topLevelReference } from './top-level-reference.ts';

export interface Expression {
  /** The text between the marks, trimmed. */
  readonly source: string;
  /** The value or its promise, `undefined` when it returns nothing; rejects with the engine's error, or NotJson. */
  evaluate(bindings: Bindings): unknown;
}

/** An expression the engine cannot read, or AWS does not take. */
export class MalformedExpression extends Error {}

/** Whether a string of a definition is a JSONata expression: nothing stands outside its marks. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 4 && value.startsWith('{%') && value.endsWith('%}');
}

/** Compiles a marked string once. Throws MalformedExpression with the engine's words. */
export function compileExpression(marked: string, sources: ClockAndChance): Expression {
  const source = marked.slice(2, -2).trim();
  const compiled = parse(source);
  const reference = topLevelReference(compiled.ast());
  if (reference !== undefined)
    throw new MalformedExpression(`Reference to '${reference}' at the top level is not supported.`);
  registerFunctions(compiled, sources);
  const whole = async (bindings: Bindings) =>
    toPlainJson(await compiled.evaluate(undefined, { ...bindings.variables, states: bindings.states }));
  const fast: FastPath | undefined = fastPathOf(compiled.ast());
  if (!fast) return { source, evaluate: whole };
  return {
    source,
    evaluate(bindings) {
      const value = fast(bindings);
      return value === NOT_FAST ? whole(bindings) : value;
    },
  };
}

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    throw new MalformedExpression(engineWords(error));
  }
}

/** Words the engine's error as AWS does: code, then message. */
export function engineWords(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && code !== '' ? `${code}: ${String(message)}` : String(message);
}
