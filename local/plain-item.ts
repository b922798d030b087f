/** A value of a seed file. */
type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainItem;
export interface PlainItem {
  readonly [name: string]: PlainValue;
}

type Marshalled =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly Marshalled[] }
  | { readonly M: Readonly<Record<string, Marshalled>> };

/** Turns a plain JSON item into DynamoDB's attribute values: texts, numbers, booleans, nulls, lists and maps; no sets, no binary. */
export function marshalled(item: PlainItem): Readonly<Record<string, Marshalled>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshal(value)]));
}

function marshal(value: PlainValue): Marshalled {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (isList(value)) return { L: value.map(marshal) };
  return { M: marshalled(value) };
}

function isList(value: readonly PlainValue[] | PlainItem): value is readonly PlainValue[] {
  return Array.isArray(value);
}
