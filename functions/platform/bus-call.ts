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
 * The calls that put entries on the bus, in groups: those of one group may be made at one time, and a group only once all of the
 * group before were taken. A call has one entry of each aggregate, and so has a group; the next one comes in a later
 * group: the bus may refuse a part of a call, and no fact must overtake the one before it. The first group is one call and
 * each has twice as many as the one before, up to `atOnce`: a bus that is down is asked once, and one that takes only a part
 * is not given much that would have to be given again.
 */
export function callsOf<Entry extends Sized>(
  entries: readonly Entry[],
  atOnce: number,
): readonly (readonly (readonly Entry[])[])[] {
  const groups: Entry[][][] = [];
  let most = 1;
  for (const round of roundsOf(entries))
    for (let calls = fillCalls(round); calls.length > 0; most = Math.min(2 * most, atOnce)) {
      groups.push(calls.slice(0, most));
      calls = calls.slice(most);
    }
  return groups;
}

/** The first entry of each aggregate, then the second of each, and so on. */
function roundsOf<Entry extends Sized>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const rounds: Entry[][] = [];
  const told = new Map<string, number>();
  for (const entry of entries) {
    const round = told.get(entry.subject) ?? 0;
    told.set(entry.subject, round + 1);
    const others = rounds[round];
    if (others) others.push(entry);
    else rounds[round] = [entry];
  }
  return rounds;
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
