import { type Mail, mailOf } from './mail.ts';

/** One mail that waits in a digest: when it came, what it says in a line, and where to open it. */
export interface GatheredMail {
  readonly at: string;
  readonly line: string;
  readonly link?: string;
}

/** The one mail that takes the place of several, which came in this order. */
export function digestOf(gathered: readonly GatheredMail[], mostLines: number): Mail {
  const shown = gathered.slice(0, mostLines);
  const more = gathered.length - shown.length;
  return mailOf(`${gathered.length} ${gathered.length === 1 ? 'notice' : 'notices'} about leads, in one mail`, [
    'There was more to tell you than a few mails, so here is all of it, the oldest first.',
    ...shown.map(({ line, link }) => (link === undefined ? line : `${line}\n${link}`)),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ]);
}
