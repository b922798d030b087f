/** An event as a flat list of fields, each with the array elements it lies in. */
export interface EventField {
  /** A string with its quotes, anything else as JSON writes it: `"5"` and `5` are different values. */
  readonly text: string;
  readonly within: Membership;
}

/** Which element of which array of the event: array number to element index. */
export type Membership = ReadonlyMap<number, number>;

/** Fields by path, path steps joined by a dot. */
export type EventFields = ReadonlyMap<string, readonly EventField[]>;

const nowhere: Membership = new Map();

/** Flattens an event. Elements of an array that are not objects or arrays are plain values of the array's field. */
export function fieldsOf(event: unknown): EventFields {
  const walk = new Walk();
  walk.value('', event, nowhere);
  return walk.fields;
}

class Walk {
  readonly fields = new Map<string, EventField[]>();
  #arrays = 0;

  value(path: string, value: unknown, within: Membership): void {
    if (Array.isArray(value)) this.#array(path, value, within);
    else if (typeof value === 'object' && value !== null) this.#object(path, value, within);
    else if (value !== undefined) this.#leaf(path, value, within);
  }

  #object(path: string, object: object, within: Membership): void {
    for (const [step, value] of Object.entries(object))
      this.value(path === '' ? step : `${path}.${step}`, value, within);
  }

  #array(path: string, array: readonly unknown[], within: Membership): void {
    const id = this.#arrays;
    this.#arrays += 1;
    array.forEach((element, index) => {
      const nested = typeof element === 'object' && element !== null;
      this.value(path, element, nested ? new Map(within).set(id, index) : within);
    });
  }

  #leaf(path: string, value: unknown, within: Membership): void {
    const field = { text: typeof value === 'string' ? `"${value}"` : String(value), within };
    const same = this.fields.get(path);
    if (same) same.push(field);
    else this.fields.set(path, [field]);
  }
}

/** Combines what two memberships say; undefined when they name different elements of one array. */
export function combineMemberships(so: Membership, field: Membership): Membership | undefined {
  let merged: Map<number, number> | undefined;
  for (const [array, index] of field) {
    const before = so.get(array);
    if (before === undefined) merged = (merged ?? new Map(so)).set(array, index);
    else if (before !== index) return undefined;
  }
  return merged ?? so;
}
