import { Temporal } from 'temporal-polyfill';
import { type Code, type Decision, factOf, toInstantText } from '../events/event.ts';
import { digestBegun } from '../events/message.events.ts';
import type { DigestPolicy } from './digest.policy.ts';
import type { GatheredMail } from './gathered-mail.ts';

/** What one person was mailed lately, over all that they are told of. */
export interface Mailbox {
  /** The code of their address. */
  readonly mailboxId: Code;
  readonly to: string;
  readonly version: number;
  /** Their latest mails, oldest first: no more than decide whether another goes by itself. */
  readonly recent: readonly RecentMail[];
  /** The digest that gathers what they are told, until it went out. */
  readonly gathering?: Gathering;
  /** What goes out with the next digest, and by itself not at all; oldest first. */
  readonly notes?: readonly GatheredMail[];
}

interface RecentMail {
  readonly messageId: string;
  readonly at: string;
}

interface Gathering {
  readonly digestId: string;
  readonly dueAt: string;
  /** It is being handed over and takes in nothing, until this instant where nothing is heard of that. */
  readonly sendingUntil?: string;
  /** The notes that go out with it, from when it was first handed over. */
  readonly notes?: readonly GatheredMail[];
}

/** A mailbox after one more mail: which digest takes it, or none where it goes by itself. */
export interface Delivery extends Decision<Mailbox> {
  readonly digestId?: string;
}

/** A mail for a digest that is just being handed over, and until when that takes at most. */
interface Busy {
  readonly busyUntil: string;
}

interface Delivering {
  /** Its own among all that this person is told; a mail that is tried again counts once. */
  readonly messageId: string;
  /** The time (ISO text) by which its reader has to know, where there is one. */
  readonly dueAt?: string | undefined;
  readonly policy: DigestPolicy;
  readonly now: Temporal.Instant;
}

/** With less time left a mail goes at once: a digest's own event is on its way for some seconds, and somebody has to read it. */
const shortestToGather = Temporal.Duration.from({ minutes: 1 });

/**
 * So long after it was due a digest takes in nothing more: its event lies in dead letters by then, or soon, and what comes
 * now must not wait until somebody hands that over again.
 */
const longestOverdue = Temporal.Duration.from({ hours: 24 });

/** A mailbox that nothing was sent to yet. */
export function emptyMailbox(mailboxId: Code, to: string): Mailbox {
  return { mailboxId, to, version: 0, recent: [] };
}

/**
 * Decides how a mail goes out: by itself, or with all else that comes until a digest goes out. A digest begins with the mail
 * that would be one too many within the programme's time. What would come too late with it goes by itself.
 */
export function deliver(before: Mailbox, mail: Delivering): Delivery | Busy {
  const { messageId, policy, now } = mail;
  const at = toInstantText(now);
  const since = toInstantText(now.subtract({ minutes: policy.withinMinutes }));
  const others = before.recent.filter((each) => each.messageId !== messageId && each.at > since);
  const after = { ...before, version: before.version + 1, recent: others };
  const gathering = openDigest(before, now);
  const latest = latestFor(mail);
  const isFree = !gathering && others.length < policy.fromMail - 1;
  if (isFree || latest === 'at-once' || (gathering && latest !== undefined && isOnItsWay(gathering, at))) {
    const recent = [...others, { messageId, at }].slice(-Math.max(1, policy.fromMail - 1));
    return { state: { ...after, recent }, facts: [] };
  }
  if (gathering && isBeingSent(gathering, at)) return { busyUntil: gathering.sendingUntil };
  const next = gatherUntil(gathering ?? beginDigest(mail), latest);
  const { digestId, dueAt } = next;
  // Who waits for the digest waits until its time, so an earlier one is told by another fact.
  const isTold = gathering?.dueAt === dueAt;
  const facts = isTold ? [] : [factOf(digestBegun, { recipient: before.mailboxId, digestId, dueAt })];
  return { state: { ...after, gathering: next }, facts, digestId };
}

function openDigest({ gathering }: Mailbox, now: Temporal.Instant): Gathering | undefined {
  return gathering && gathering.dueAt > toInstantText(now.subtract(longestOverdue)) ? gathering : undefined;
}

/** The latest instant at which a digest may go that takes this mail: half of the time that is left is its reader's. */
function latestFor({ dueAt, now }: Delivering): string | 'at-once' | undefined {
  if (dueAt === undefined || dueAt <= toInstantText(now)) return undefined;
  const left = now.until(dueAt);
  if (Temporal.Duration.compare(left, shortestToGather) < 0) return 'at-once';
  return toInstantText(now.add({ milliseconds: Math.floor(left.total('milliseconds') / 2) }));
}

/** Whether nobody knows when a digest goes: it is tried, or waits to be tried again. */
function isOnItsWay(gathering: Gathering, at: string): boolean {
  return gathering.dueAt <= at || isBeingSent(gathering, at);
}

function isBeingSent(gathering: Gathering, at: string): gathering is Required<Gathering> {
  return gathering.sendingUntil !== undefined && gathering.sendingUntil > at;
}

/** Named by the time it would go at, also where it goes earlier: no two begin at one instant. */
function beginDigest({ policy, now }: Delivering): Gathering {
  const due = now.add({ minutes: policy.gatherMinutes });
  return { digestId: `digest-${due.epochMilliseconds}`, dueAt: toInstantText(due) };
}

function gatherUntil({ digestId, dueAt }: Gathering, latest: string | undefined): Gathering {
  return { digestId, dueAt: latest !== undefined && latest < dueAt ? latest : dueAt };
}

/** More of what somebody is told in passing is no longer that. */
const mostNotes = 20;
/** What happened longer ago is seen where it happened. */
const oldestNote = Temporal.Duration.from({ hours: 24 });

/** Adds what somebody is told in passing: it goes with their next digest, or with none. */
export function addNote(before: Mailbox, note: GatheredMail): Mailbox {
  return { ...before, version: before.version + 1, notes: [...(before.notes ?? []), note].slice(-mostNotes) };
}

interface Locking {
  readonly sendingUntil: string;
  readonly now: Temporal.Instant;
}

/** Says that a digest is being handed over, with the notes there are: what comes meanwhile waits until that has succeeded or failed. */
export function lockDigest(before: Mailbox, digestId: string, { sendingUntil, now }: Locking): Mailbox | undefined {
  const { gathering, notes = [], ...rest } = before;
  if (gathering?.digestId !== digestId) return undefined;
  const since = toInstantText(now.subtract(oldestNote));
  const going = [...(gathering.notes ?? []), ...notes.filter(({ at }) => at > since)];
  const locked = { ...gathering, sendingUntil, ...(going.length > 0 && { notes: going }) };
  return { ...rest, version: before.version + 1, gathering: locked };
}

/** Says that a digest was not taken: it gathers on until it is. */
export function unlockDigest(before: Mailbox, digestId: string): Mailbox | undefined {
  if (before.gathering?.digestId !== digestId) return undefined;
  const { sendingUntil: _, ...gathering } = before.gathering;
  return { ...before, version: before.version + 1, gathering };
}

/** Ends a digest's gathering, once it went out: what comes from now on goes into another. The digest is a mail of its own. */
export function closeDigest(before: Mailbox, digestId: string, now: Temporal.Instant): Mailbox | undefined {
  const { gathering, ...rest } = before;
  if (gathering?.digestId !== digestId) return undefined;
  const [, ...later] = before.recent;
  const recent = [...later, { messageId: digestId, at: toInstantText(now) }];
  return { ...rest, version: before.version + 1, recent };
}
