/** A value in DynamoDB's own notation: exactly one member is present. Values are never changed once stored. */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly AttributeValue[];
  readonly M?: Item;
}

export type Item = Readonly<Record<string, AttributeValue>>;

export type AttributeType = keyof AttributeValue;

/** The steps from an item to a value inside it: names and list positions. */
export type DocumentPath = readonly (string | number)[];

/** The type letter of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new TypeError('an attribute value without a type');
}

/** The value at a path of an item, or undefined where the path leads nowhere. */
export function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    value = typeof step === 'number' ? value?.L?.[step] : ownMember(value?.M, step);
    if (value === undefined) return undefined;
  }
  return value;
}

/** Whether two values are the same to DynamoDB: sets without regard to order, lists and maps in depth. */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (a.M && b.M) return sameItem(a.M, b.M);
  if (a.L && b.L) return sameList(a.L, b.L);
  const set = a.SS ?? a.NS ?? a.BS;
  const other = b.SS ?? b.NS ?? b.BS;
  if (set && other) return set.length === other.length && set.every((member) => other.includes(member));
  return a[type] === b[type];
}

/** Whether two items hold the same attributes with the same values. */
export function sameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [left, right] = [a[name], ownMember(b, name)];
    return left !== undefined && right !== undefined && sameValue(left, right);
  });
}

function sameList(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, at) => {
      const right = b[at];
      return right !== undefined && sameValue(left, right);
    })
  );
}

function ownMember(item: Item | undefined, name: string): AttributeValue | undefined {
  return item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
}
