import type { Shelf } from './journal.ts';

/** How a value is written as JSON and read again. */
export interface Form<Value, Written> {
  write(value: Value): Written;
  read(written: Written): Value;
}

/** The form of a value that is plain JSON. */
function asItIs<Value>(): Form<Value, Value> {
  return { write: (value) => value, read: (value) => value };
}

/**
 * A map that a shelf keeps: it begins with what earlier runs left. What is changed inside a value is told by `changed`;
 * it counts as it is at the end of the turn.
 */
export class KeptMap<Value, Written = Value> extends Map<string, Value> {
  readonly #shelf: Shelf<Written>;
  readonly #form: Form<Value, Written>;

  constructor(shelf: Shelf<Written>, form: Form<Value, Written>) {
    super();
    this.#shelf = shelf;
    this.#form = form;
    for (const [key, written] of shelf.left()) super.set(key, form.read(written));
  }

  override set(key: string, value: Value): this {
    this.#shelf.put(key, () => this.#form.write(value));
    return super.set(key, value);
  }

  /** Sets what the templates say at every start: it is not kept. */
  declare(key: string, value: Value): void {
    super.set(key, value);
  }

  changed(key: string): void {
    const value = this.get(key);
    if (value !== undefined) this.#shelf.put(key, () => this.#form.write(value));
  }

  override delete(key: string): boolean {
    const was = super.delete(key);
    if (was) this.#shelf.delete(key);
    return was;
  }

  override clear(): void {
    for (const key of this.keys()) this.#shelf.delete(key);
    super.clear();
  }
}

/** A map of plain JSON values, kept by a shelf. */
export function keptMap<Value>(shelf: Shelf<Value>): KeptMap<Value> {
  return new KeptMap(shelf, asItIs<Value>());
}
