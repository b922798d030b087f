import type { Journal, Shelf } from '../journal/journal.ts';
import type { Batch, QueuedRecord } from './event-source-batch.ts';

/** What a lane has to do. */
export interface LaneWork {
  readonly waiting: readonly QueuedRecord[];
  /** Batches begun and not done, their first first. */
  readonly begun: readonly Batch[];
  /** When the lane goes on, virtual epoch ms; undefined where it was at work. */
  readonly goesOnAt: number | undefined;
}

/** A lane's batches as they are kept: the records stand by themselves. */
interface WrittenBatches {
  readonly begun: readonly (Omit<Batch, 'records'> & { readonly sequenceNumbers: readonly string[] })[];
  readonly goesOnAt: number | undefined;
}

/** Keeps the work of one lane: each record by itself, from its commit until it is delivered or given up. */
export class KeptLane {
  readonly #records: Shelf<QueuedRecord>;
  readonly #batches: Shelf<WrittenBatches>;
  readonly #key: string;
  #begun: readonly Batch[] = [];

  /** `key` names the lane among those of its mapping; `mapping` is the mapping's path. */
  constructor(journal: Journal, mapping: string, key: string) {
    const owner = `the event source mapping ${mapping}`;
    this.#records = journal.shelf('stream records', owner);
    this.#batches = journal.shelf('batches', owner);
    this.#key = key;
  }

  /** The work an earlier run left, among what is left of all lanes: the records for which `isMine` holds. */
  left(isMine: (record: QueuedRecord) => boolean): LaneWork {
    const records = this.#records.left().flatMap(([, record]) => (isMine(record) ? [record] : []));
    const bySequenceNumber = new Map(records.map((record) => [record.sequenceNumber, record]));
    const written = this.#batches.left().find(([key]) => key === this.#key)?.[1];
    const begun = (written?.begun ?? []).map(({ sequenceNumbers, ...batch }) => ({
      ...batch,
      records: sequenceNumbers.flatMap((number) => bySequenceNumber.get(number) ?? []),
    }));
    this.#begun = begun;
    const inBatches = new Set(begun.flatMap((batch) => batch.records));
    return { waiting: records.filter((record) => !inBatches.has(record)), begun, goesOnAt: written?.goesOnAt };
  }

  /** Takes note of new records. */
  offered(records: readonly QueuedRecord[]): void {
    for (const record of records) this.#records.put(record.sequenceNumber, () => record);
  }

  /** Takes note of the batches that are left and of when the lane goes on; records in none of them any more are done. */
  keep(begun: readonly Batch[], goesOnAt?: number): void {
    const open = new Set(begun.flatMap(({ records }) => records));
    for (const { records } of this.#begun)
      for (const record of records) if (!open.has(record)) this.#records.delete(record.sequenceNumber);
    this.#begun = begun;
    if (begun.length === 0 && goesOnAt === undefined) this.#batches.delete(this.#key);
    else this.#batches.put(this.#key, () => ({ begun: begun.map(writeBatch), goesOnAt }));
  }
}

function writeBatch({ records, ...batch }: Batch) {
  return { ...batch, sequenceNumbers: records.map(({ sequenceNumber }) => sequenceNumber) };
}
