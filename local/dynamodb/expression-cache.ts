import type { AttributeValue } from './attribute-value.ts';

/** What dynalite's parsers are given beside the text; they cross out the names and values that the expression uses. */
interface Context {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, AttributeValue>>;
  readonly unusedAttrNames: Record<string, boolean>;
  readonly unusedAttrVals: Record<string, boolean>;
  readonly isKeyCondition?: boolean;
}

export interface ExpressionParser {
  /** Gives what is wrong as text, or throws it. */
  parse: (text: string, options: { readonly context: Context }) => unknown;
}

/** A parsed expression with the names of values in the places of values. */
interface Kept {
  readonly parsed: unknown;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

class ValueName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** An app has a few dozen expressions; one that writes values into their text shall not fill the memory. */
const most = 1_000;

/** What these accept depends on the values themselves, and not on their types alone. */
const dependsOnValues = /between|attribute_type/i;

/**
 * Parses each expression once: by its text, its names and the types of its values, of which alone the parser's answer
 * depends. What does not parse is parsed anew each time, for its error.
 */
export function keepParsed(parse: ExpressionParser['parse']): ExpressionParser['parse'] {
  const kept = new Map<string, Kept>();
  return (text, options) => {
    const { context } = options;
    if (dependsOnValues.test(text)) return parse(text, options);
    const key = keyOf(text, context);
    const known = kept.get(key);
    if (known) return again(known, context);
    const own = { ...context, unusedAttrNames: namesOf(context.attrNames), unusedAttrVals: namesOf(context.attrVals) };
    const parsed = parse(text, { context: own });
    // That is what is wrong with it.
    if (typeof parsed === 'string') return parsed;
    if (kept.size >= most) kept.clear();
    const made = {
      parsed: withNames(parsed, context.attrVals ?? {}),
      names: Object.keys(context.attrNames ?? {}).filter((name) => !(name in own.unusedAttrNames)),
      values: Object.keys(context.attrVals ?? {}).filter((name) => !(name in own.unusedAttrVals)),
    };
    kept.set(key, made);
    return again(made, context);
  };
}

function namesOf(given: object = {}): Record<string, boolean> {
  return Object.fromEntries(Object.keys(given).map((name) => [name, true]));
}

function keyOf(text: string, { attrNames, attrVals = {}, isKeyCondition }: Context): string {
  const types = Object.entries(attrVals).map(([name, value]) => `${name} ${Object.keys(value).join()}`);
  return JSON.stringify([text, attrNames, types, isKeyCondition]);
}

function again({ parsed, names, values }: Kept, context: Context): unknown {
  for (const name of names) delete context.unusedAttrNames[name];
  for (const name of values) delete context.unusedAttrVals[name];
  return copy(parsed, (part) => (part instanceof ValueName ? context.attrVals?.[part.name] : undefined));
}

function withNames(parsed: unknown, attrVals: Readonly<Record<string, AttributeValue>>): unknown {
  const names = new Map<unknown, ValueName>(
    Object.entries(attrVals).map(([name, value]) => [value, new ValueName(name)]),
  );
  return copy(parsed, (part) => names.get(part));
}

/** A copy with other things in places; dynalite changes what it has parsed. */
function copy(part: unknown, other: (part: object) => unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  const put = other(part);
  if (put !== undefined) return put;
  if (Array.isArray(part)) return part.map((member) => copy(member, other));
  const copied: Record<string, unknown> = Object.create(Object.getPrototypeOf(part));
  for (const name in part) copied[name] = copy(Reflect.get(part, name), other);
  return copied;
}
