import { type Mail, mailOf } from './mail.ts';

/** What a digest says of a mail in a line, where to open it, and by when its reader has to know (ISO text), if it says so. */
export interface DigestLine {
  readonly line: string;
  readonly link?: string;
  readonly dueAt?: string;
}

/** One mail that waits in a digest, and when it came. */
export interface GatheredMail extends DigestLine {
  readonly at: string;
}

/** The one mail that takes the place of several, which came in this order. */
export function digestOf(gathered: readonly GatheredMail[], mostLines: number): Mail {
  const shown = gathered.slice(0, mostLines);
  const more = gathered.length - shown.length;
  const isOne = gathered.length === 1;
  return mailOf(isOne ? 'A notice about a lead' : `${gathered.length} notices about leads, in one mail`, [
    isOne
      ? 'You get many mails, so this one waited a while for others to go with it.'
      : 'There was more to tell you than a few mails, so here is all of it, in the order in which it came.',
    ...shown.map(({ line, link }) => ({ text: line, ...(link !== undefined && { link }) })),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ]);
}
