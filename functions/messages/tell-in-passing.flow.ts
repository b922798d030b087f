import { toInstantText } from '../events/event.ts';
import type { Context } from '../platform/context.port.ts';
import { settle } from '../platform/settle.flow.ts';
import type { Table } from '../platform/table.ts';
import type { DigestLine } from './gathered-mail.ts';
import { loadMailbox, saveMailbox } from './mailbox.store.ts';
import { addNote } from './mailbox.ts';
import { loadReservation, type MessageKey, saveReservation } from './reservation.store.ts';
import { gather, reserve } from './reservation.ts';

/** Something that is worth a line, and no mail. */
interface Passing {
  readonly message: MessageKey;
  readonly to: string;
  readonly line: DigestLine;
}

/** Lets somebody read a line in their next digest, once; who gets none within a day reads it nowhere. */
export async function tellInPassing(table: Table, { message, to, line }: Passing, context: Context): Promise<void> {
  await settle(table, context, async ({ now }) => {
    const before = await loadReservation(table, message);
    if (before) return { writes: [], result: undefined };
    const mailbox = addNote(await loadMailbox(table, to), { at: toInstantText(now), ...line });
    const noted = saveReservation(message, before, gather(reserve(before, now), now));
    return { writes: [noted, saveMailbox(mailbox, now)], result: undefined };
  });
}
