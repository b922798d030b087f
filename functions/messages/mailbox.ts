import type { Temporal } from 'temporal-polyfill';
import { type Code, type Decision, factOf, toInstantText } from '../events/event.ts';
import { digestBegun } from '../events/message.events.ts';
import type { DigestPolicy } from './digest.policy.ts';

/** What one person was mailed lately, over all that they are told of. */
export interface Mailbox {
  /** The code of their address. */
  readonly mailboxId: Code;
  readonly to: string;
  readonly version: number;
  /** Their latest mails, oldest first: no more than decide whether another goes by itself. */
  readonly recent: readonly RecentMail[];
  /** The digest that gathers what they are told now. */
  readonly gathering?: { readonly digestId: string; readonly dueAt: string };
}

interface RecentMail {
  readonly messageId: string;
  readonly at: string;
}

/** A mailbox after one more mail: which digest takes it, or none where it goes by itself. */
export interface Delivery extends Decision<Mailbox> {
  readonly digestId?: string;
}

interface Delivering {
  /** Its own among all that this person is told; a mail that is tried again counts once. */
  readonly messageId: string;
  readonly policy: DigestPolicy;
  readonly now: Temporal.Instant;
}

/** A mailbox that nothing was sent to yet. */
export function emptyMailbox(mailboxId: Code, to: string): Mailbox {
  return { mailboxId, to, version: 0, recent: [] };
}

/**
 * Decides how a mail goes out: by itself, or with all else that comes while a digest gathers. A digest begins with the mail
 * that would be one too many within the programme's time.
 */
export function deliver(before: Mailbox, { messageId, policy, now }: Delivering): Delivery {
  const version = before.version + 1;
  if (before.gathering) return { state: { ...before, version }, facts: [], digestId: before.gathering.digestId };
  const since = toInstantText(now.subtract({ minutes: policy.withinMinutes }));
  const others = before.recent.filter((mail) => mail.messageId !== messageId && mail.at > since);
  if (others.length < policy.fromMail - 1)
    return { state: { ...before, version, recent: [...others, { messageId, at: toInstantText(now) }] }, facts: [] };
  const due = now.add({ minutes: policy.gatherMinutes });
  const gathering = { digestId: `digest-${due.epochMilliseconds}`, dueAt: toInstantText(due) };
  return {
    state: { ...before, version, recent: others, gathering },
    facts: [factOf(digestBegun, { recipient: before.mailboxId, ...gathering })],
    digestId: gathering.digestId,
  };
}

/** Ends a digest's gathering, once: what comes from now on goes into another. The digest is a mail of its own. */
export function closeDigest(before: Mailbox, digestId: string, now: Temporal.Instant): Mailbox | undefined {
  const { gathering, ...rest } = before;
  if (gathering?.digestId !== digestId) return undefined;
  const [, ...later] = before.recent;
  const recent = [...later, { messageId: digestId, at: toInstantText(now) }];
  return { ...rest, version: before.version + 1, recent };
}
