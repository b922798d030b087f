import { noJournal, type Shelf } from '../journal/journal.ts';
import { KeptList } from '../journal/kept-list.ts';

/** A list that forgets its oldest entries. */
interface Newest<Entry> {
  add(entry: Entry): void;
  /** At most `limit` entries, oldest first. */
  all(): readonly Entry[];
}

/** Makes a list that keeps the newest `limit` entries; forgetting is done in bulk, so that adding stays cheap. */
export function createNewest<Entry>(limit: number, shelf: Shelf<Entry> = noJournal.shelf('')): Newest<Entry> {
  const entries = new KeptList<Entry>(shelf);
  return {
    add(entry) {
      entries.add(entry);
      if (entries.all.length >= limit * 2) entries.forget(entries.all.length - limit);
    },
    all: () => entries.all.slice(-limit),
  };
}
