/** A list that forgets its oldest entries. */
export interface Newest<Entry> {
  add(entry: Entry): void;
  /** At most `limit` entries, oldest first. */
  all(): readonly Entry[];
}

/** Makes a list that keeps the newest `limit` entries; forgetting is done in bulk, so that adding stays cheap. */
export function createNewest<Entry>(limit: number): Newest<Entry> {
  let entries: Entry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length >= limit * 2) entries = entries.slice(-limit);
    },
    all: () => entries.slice(-limit),
  };
}
