import type { Bindings } from '../jsonata/bindings.ts';
import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';
import { compileExpression, type Expression, engineWords, isExpression } from '../jsonata/expression.ts';
import { NotJson } from '../jsonata/plain-json.ts';
import { evaluationFailure, StateFailure } from '../values/failure.ts';

/** A field of a state, compiled: literal JSON with expressions anywhere inside. */
export interface FieldTemplate {
  /** The field without expressions, given as it stands. */
  readonly constant: boolean;
  /** The value or its promise; fails with States.QueryEvaluationError naming the place. */
  evaluate(bindings: Bindings): unknown;
}

/** The JSON types AWS names when a field got another one. */
export type FieldType = 'array' | 'boolean' | 'number' | 'string';

/** Where a field stands and what is asked of it. */
interface Field {
  /** As AWS names it, such as `Output/a[0]`. */
  readonly location: string;
  readonly sources: ClockAndChance;
  /** What an expression that is the whole field must give. */
  readonly type?: FieldType | undefined;
}

/** Compiles a field of a definition. Throws MalformedExpression. */
export function compileTemplate(value: unknown, field: Field): FieldTemplate {
  const { location, sources } = field;
  if (isExpression(value)) return expressionTemplate(compileExpression(value, sources), field);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, { location: `${location}[${index}]`, sources }));
    if (items.every(isConstant)) return constantTemplate(value);
    return { constant: false, evaluate: (bindings) => evaluateAll(items, bindings) };
  }
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    const members = Object.entries(value).map(([name, member]) =>
      compileTemplate(member, { location: `${location}/${name}`, sources }),
    );
    if (members.every(isConstant)) return constantTemplate(value);
    return { constant: false, evaluate: (bindings) => evaluateObject(names, members, bindings) };
  }
  return constantTemplate(value);
}

function constantTemplate(value: unknown): FieldTemplate {
  return { constant: true, evaluate: () => value };
}

function isConstant(template: FieldTemplate): boolean {
  return template.constant;
}

async function evaluateAll(items: readonly FieldTemplate[], bindings: Bindings): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const item of items) {
    const value = item.evaluate(bindings);
    values.push(value instanceof Promise ? await value : value);
  }
  return values;
}

async function evaluateObject(
  names: readonly string[],
  members: readonly FieldTemplate[],
  bindings: Bindings,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [index, member] of members.entries()) {
    const value = member.evaluate(bindings);
    values[names[index] ?? ''] = value instanceof Promise ? await value : value;
  }
  return values;
}

function expressionTemplate(expression: Expression, { location, type }: Field): FieldTemplate {
  const subject = `The JSONata expression '${expression.source}' specified for the field '${location}'`;
  const accept = (value: unknown): unknown => {
    if (value === undefined) throw evaluationFailure(`${subject} returned nothing (undefined).`, location);
    if (type !== undefined && typeName(value) !== type) throw unexpectedType(subject, location, { value, type });
    return value;
  };
  const refuse = (error: unknown): never => {
    if (error instanceof StateFailure) throw error;
    if (error instanceof NotJson) throw evaluationFailure(`${subject} returned an unsupported result type.`, location);
    throw evaluationFailure(`${subject} threw an error during evaluation. ${engineWords(error)}`, location);
  };
  return {
    constant: false,
    evaluate(bindings) {
      const value = expression.evaluate(bindings);
      return value instanceof Promise ? value.then(accept).catch(refuse) : accept(value);
    },
  };
}

function unexpectedType(
  subject: string,
  location: string,
  found: { readonly value: unknown; readonly type: FieldType },
): StateFailure {
  const was = `Expected '${found.type}', but was '${typeName(found.value)}' for value: ${JSON.stringify(found.value)}`;
  return evaluationFailure(`${subject} returned an unexpected result type. ${was}`, location);
}

/** The name of a JSON value's type. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
