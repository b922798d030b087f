import type { Shelf } from './journal.ts';

/** A set that a shelf keeps: it begins with what earlier runs left. */
export class KeptSet extends Set<string> {
  readonly #shelf: Shelf<true>;

  constructor(shelf: Shelf<true>) {
    super();
    this.#shelf = shelf;
    for (const [member] of shelf.left()) super.add(member);
  }

  override add(member: string): this {
    this.#shelf.put(member, () => true);
    return super.add(member);
  }

  /** Adds what the templates say at every start: it is not kept. */
  declare(member: string): void {
    super.add(member);
  }

  override delete(member: string): boolean {
    const was = super.delete(member);
    if (was) this.#shelf.delete(member);
    return was;
  }
}
