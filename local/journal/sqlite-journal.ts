import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDirectory } from './data-directory.ts';
import type { Dropped, Journal, Shelf } from './journal.ts';
import { type EntryChange, TurnShelf } from './turn-shelf.ts';

interface KeptShelf {
  readonly id: number | bigint;
  readonly kind: string;
  readonly owner: string;
  readonly entries: TurnShelf<unknown>;
}

/** Opens the journal in `folder`. Throws UnusableDirectory, also when another process has it. */
export function openJournal(folder: string): Journal {
  return new SqliteJournal(openDirectory(folder));
}

/** A journal in SQLite: a turn is a transaction, so that it is there whole or not at all. */
class SqliteJournal implements Journal {
  readonly resumed: boolean;
  readonly #database: DatabaseSync;
  readonly #statements: Record<'read' | 'write' | 'remove' | 'found' | 'make', StatementSync>;
  readonly #shelves = new Map<string, KeptShelf>();
  readonly #changed = new Set<KeptShelf>();
  #beforeEnd: (() => void)[] = [];
  #turn: { readonly ended: Promise<void>; end(): void } | undefined;
  #closed = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = {
      read: database.prepare('select key, value from entries where shelf = ? order by place'),
      write: database.prepare(
        'insert into entries (shelf, key, value) values (?, ?, ?) on conflict (shelf, key) do update set value = excluded.value',
      ),
      remove: database.prepare('delete from entries where shelf = ? and key = ?'),
      found: database.prepare('select id from shelves where kind = ? and owner = ?'),
      make: database.prepare('insert into shelves (kind, owner) values (?, ?) returning id'),
    };
    this.resumed = database.prepare('select 1 from entries').get() !== undefined;
  }

  shelf<Value>(kind: string, owner = ''): Shelf<Value> {
    const name = JSON.stringify([kind, owner]);
    const known = this.#shelves.get(name) ?? this.#open(kind, owner);
    this.#shelves.set(name, known);
    return known.entries as Shelf<Value>;
  }

  atTurnEnd(before: () => void): void {
    this.#beforeEnd.push(before);
    this.#begin();
  }

  written(): Promise<void> | undefined {
    return this.#turn?.ended;
  }

  dropUnclaimed(): readonly Dropped[] {
    const counted = this.#database.prepare(
      'select id, kind, owner, count(key) entries from shelves left join entries on shelf = id group by id order by id',
    );
    const claimed = new Set([...this.#shelves.values()].map(({ id }) => id));
    const dropped = counted.all().filter(({ id }) => !claimed.has(id as number));
    for (const { id } of dropped) {
      this.#database.prepare('delete from entries where shelf = ?').run(id as number);
      this.#database.prepare('delete from shelves where id = ?').run(id as number);
    }
    return dropped.flatMap(({ kind, owner, entries }) =>
      Number(entries) === 0 ? [] : [{ kind: String(kind), owner: String(owner), entries: Number(entries) }],
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#turn = undefined;
    this.#database.close();
  }

  #open(kind: string, owner: string): KeptShelf {
    const { found, make, read } = this.#statements;
    const row = found.get(kind, owner) ?? make.get(kind, owner);
    const id = row?.['id'] as number;
    const left = () =>
      this.#closed ? [] : read.all(id).map(({ key, value }) => [String(key), JSON.parse(String(value))] as const);
    const shelf: KeptShelf = { id, kind, owner, entries: new TurnShelf(left, () => this.#note(shelf)) };
    return shelf;
  }

  #note(shelf: KeptShelf): void {
    this.#changed.add(shelf);
    this.#begin();
  }

  /** The first change of a turn sees to its end. */
  #begin(): void {
    if (this.#turn || this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = { ended: promise, end: resolve };
    setImmediate(() => this.#end());
  }

  #end(): void {
    const turn = this.#turn;
    if (!turn || this.#closed) return;
    const before = this.#beforeEnd;
    this.#beforeEnd = [];
    for (const each of before) each();
    this.#database.exec('begin');
    for (const { id, entries } of this.#changed)
      for (const [key, change] of entries.take()) this.#write(id, key, change);
    this.#database.exec('commit');
    this.#changed.clear();
    this.#turn = undefined;
    turn.end();
  }

  #write(shelf: number | bigint, key: string, { removes, text }: EntryChange): void {
    const { write, remove } = this.#statements;
    if (removes) remove.run(shelf, key);
    if (text !== undefined) write.run(shelf, key, text);
  }
}
