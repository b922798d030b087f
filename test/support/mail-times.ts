import { codeOf } from '../../functions/platform/stable-hash.ts';
import type { Item } from '../../functions/platform/table.ts';
import type { SentMessage } from './control.ts';

/** All that was mailed, and the table in which digests keep what they gathered. */
interface Mailed {
  readonly messages: readonly SentMessage[];
  readonly items: readonly Item[];
}

/** When a notice of a lead went out, by itself or in a digest. */
export function mailTimesOf(leadId: string, { messages, items }: Mailed): (notice: string) => readonly string[] {
  const gathered = items.filter(({ SK }) => SK.startsWith('GATHERED#'));
  return (notice) => {
    const alone = messages.filter(({ tags }) => tags['leadId'] === leadId && tags['notice'] === notice);
    const place = `#${codeOf(`LEAD#${leadId}#${notice}`)}`;
    const inDigests = gathered
      .filter(({ SK }) => SK.endsWith(place))
      .flatMap(({ PK, SK }) =>
        messages.filter((mail) => PK === mailboxOf(mail) && SK.split('#')[1] === mail.tags['notice']),
      );
    return [...alone, ...inDigests].map(({ at }) => at);
  };
}

function mailboxOf({ to }: SentMessage): string {
  return `MAILBOX#${codeOf(to.join())}`;
}
