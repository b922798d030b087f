import { type AttributeValue, type DocumentPath, type Item, typeOf, valueAt } from './attribute-value.ts';
import { addNumbers, validationError } from './dynalite.ts';
import type { Call, Operand, Section } from './request.ts';

/** A value under construction: its maps and lists may still change. */
interface Draft extends Omit<AttributeValue, 'L' | 'M'> {
  L?: (Draft | undefined)[];
  M?: Record<string, Draft>;
}

const wrongType = 'An operand in the update expression has an incorrect data type';

/**
 * The item after an update expression. Every right-hand side is read from the item as it was, list positions are those of the
 * list as it was, and the item given is not changed. Throws ValidationException with AWS's messages.
 */
export function applyUpdate(sections: readonly Section[], item: Item): Item {
  const values = sections.map((section) => (section.type === 'set' ? operandValue(section.val, item) : section.val));
  const draft = draftOf({ M: item });
  const gaps = new Set<Draft>();
  sections.forEach((section, at) => {
    const parent = parentOf(section.path, draft);
    const step = section.path.at(-1) ?? '';
    const value = values[at] as AttributeValue | undefined;
    const old = typeof step === 'number' ? parent.L?.[step] : parent.M?.[step];
    const next = outcomeOf(section, old, value);
    if (next !== old) place({ parent, step, gaps }, next);
  });
  for (const { L } of gaps) if (L) L.splice(0, L.length, ...L.filter((member) => member !== undefined));
  return draft.M as Item;
}

function outcomeOf(section: Section, old: Draft | undefined, value: AttributeValue | undefined): Draft | undefined {
  if (section.type === 'remove' || value === undefined) return undefined;
  if (section.type === 'set') return draftOf(value);
  const operand = typeOf(value);
  if (old && typeOf(old as AttributeValue) !== operand) throw validationError(wrongType);
  if (section.type === 'delete') return old && withoutMembers(old, value);
  if (value.N !== undefined) return { N: addNumbers(old?.N ?? '0', value.N) };
  const members = membersOf(old ?? {});
  return setOf(operand, [...members, ...membersOf(value).filter((member) => !members.includes(member))]);
}

function withoutMembers(old: Draft, value: AttributeValue): Draft | undefined {
  const gone = membersOf(value);
  const left = membersOf(old).filter((member) => !gone.includes(member));
  return left.length === 0 ? undefined : setOf(typeOf(value), left);
}

function membersOf(value: Draft | AttributeValue): readonly string[] {
  return value.SS ?? value.NS ?? value.BS ?? [];
}

function setOf(type: string, members: readonly string[]): Draft {
  return { [type]: members };
}

/** Puts, or takes away where `value` is undefined; holes in lists are closed at the end, so that positions stay those of before. */
function place(at: { parent: Draft; step: string | number; gaps: Set<Draft> }, value: Draft | undefined): void {
  const { parent, step, gaps } = at;
  if (typeof step === 'number') {
    if (!parent.L || (value === undefined && step >= parent.L.length)) return;
    parent.L[step] = value;
    gaps.add(parent);
  } else if (parent.M) {
    if (value === undefined) delete parent.M[step];
    else parent.M[step] = value;
  }
}

function parentOf(path: DocumentPath, root: Draft): Draft {
  let parent: Draft | undefined = root;
  for (const step of path.slice(0, -1)) parent = typeof step === 'number' ? parent?.L?.[step] : parent?.M?.[step];
  if ((typeof path.at(-1) === 'number' ? parent?.L : parent?.M) === undefined || !parent)
    throw validationError('The document path provided in the update expression is invalid for update');
  return parent;
}

function operandValue(operand: Operand | undefined, item: Item): AttributeValue {
  const value = Array.isArray(operand)
    ? valueAt(operand as DocumentPath, item)
    : operand && 'args' in operand
      ? callValue(operand, item)
      : (operand as AttributeValue | undefined);
  if (value === undefined)
    throw validationError('The provided expression refers to an attribute that does not exist in the item');
  return value;
}

function callValue({ type, name, args }: Call, item: Item): AttributeValue | undefined {
  const [left, right] = args;
  if (name === 'if_not_exists') return valueAt(left as DocumentPath, item) ?? operandValue(right, item);
  const [a, b] = [operandValue(left, item), operandValue(right, item)];
  if (name === 'list_append') {
    if (!a.L || !b.L) throw validationError(wrongType);
    return { L: [...a.L, ...b.L] };
  }
  if (a.N === undefined || b.N === undefined) throw validationError(wrongType);
  return { N: addNumbers(a.N, b.N, type === 'subtract' ? -1 : 1) };
}

/** A copy whose maps and lists may be changed; scalars and sets are replaced whole and can be shared. */
function draftOf(value: AttributeValue): Draft {
  if (value.L) return { L: value.L.map(draftOf) };
  if (!value.M) return value as Draft;
  const members: Record<string, Draft> = {};
  for (const name in value.M) {
    const member = value.M[name];
    if (member) members[name] = draftOf(member);
  }
  return { M: members };
}
