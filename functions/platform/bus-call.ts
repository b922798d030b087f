/** What the making of calls has to know of an entry. */
interface Sized {
  /** The aggregate its fact is about: the facts of one keep their order. */
  readonly subject: string;
  readonly bytes: number;
}

/** A PutEvents call takes ten entries. */
const entriesPerCall = 10;
/** A call takes 1 MB since January 2026, before it took 256 KB; nothing of ours needs more than that. */
const bytesPerCall = 256 * 1024;

/**
 * The calls that put entries on the bus, in the order in which they are to be made. A call has one entry of each aggregate and
 * the next one comes in a later call: the bus may refuse a part of a call, and no fact must overtake the one before it.
 */
export function callsOf<Entry extends Sized>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const rounds: Entry[][] = [];
  const told = new Map<string, number>();
  for (const entry of entries) {
    const round = told.get(entry.subject) ?? 0;
    told.set(entry.subject, round + 1);
    rounds[round] = [...(rounds[round] ?? []), entry];
  }
  return rounds.flatMap(fillCalls);
}

function fillCalls<Entry extends Sized>(entries: readonly Entry[]): Entry[][] {
  const calls: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const call = calls.at(-1);
    bytes += entry.bytes;
    if (call && call.length < entriesPerCall && bytes <= bytesPerCall) {
      call.push(entry);
    } else {
      calls.push([entry]);
      bytes = entry.bytes;
    }
  }
  return calls;
}
