import type { ReplayOutcome } from '../intake/quarantine/quarantine.ts';
import type { ReasonTexts } from '../intake/quarantine/quarantine-problem.ts';
import type { SentDocument } from '../intake/sender/sent-document.ts';
import type { Context } from '../platform/context.port.ts';
import type { Table } from '../platform/table.ts';
import type { Became } from './replay.view.ts';

/** What trying a document again came to, and what it became. */
interface Trial {
  readonly outcome: ReplayOutcome;
  readonly became: Became;
}

/** How documents of one kind are tried again. */
export interface Replayer {
  /** Takes a document in as its door does; what was taken in before is found again, not taken twice. */
  readonly take: (document: SentDocument, table: Table, context: Context) => Promise<Trial>;
  /** What an earlier replay made, by the ids it gave. */
  readonly find: (ids: readonly string[], table: Table) => Promise<Became>;
  readonly reasonTexts: ReasonTexts;
}
