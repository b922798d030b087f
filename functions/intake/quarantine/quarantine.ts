import type { Temporal } from 'temporal-polyfill';
import type { DocumentKind, QuarantineReason } from '../../events/document-kinds.ts';
import { type Decision, factOf, toInstantText } from '../../events/event.ts';
import {
  type IntakeFact,
  quarantineDismissed,
  quarantineEntered,
  quarantineReplayed,
  quarantineReplayRequested,
} from '../../events/intake.events.ts';
import type { InputError } from '../../platform/problem.ts';
import type { Tenant } from '../../platform/tenant.ts';
import { senderIdOf } from '../sender/sender.ts';

export type QuarantineId = string & { readonly brand: 'QuarantineId' };

export const quarantineStatuses = ['open', 'replayed', 'dismissed'] as const;
export type QuarantineStatus = (typeof quarantineStatuses)[number];

/** Why a document cannot be used, with what is wrong where; never the values sent. README.md of this room says what mends it. */
export interface Finding {
  readonly reason: QuarantineReason;
  readonly errors: readonly InputError[];
}

/** That somebody says a document is not worth trying again: when, with whose key, and why in that person's words. */
interface Dismissal {
  readonly at: string;
  readonly credentialId: string;
  readonly reason: string;
}

/** A document that an authenticated sender sent and that could not be used. Its bytes lie in S3 under `objectKey`. */
export interface QuarantinedDocument extends Finding {
  readonly quarantineId: QuarantineId;
  readonly version: number;
  /** What it was sent as, and so who takes it in when it is tried again. */
  readonly kind: DocumentKind;
  readonly status: QuarantineStatus;
  readonly tenant: Tenant;
  readonly credentialId: string;
  /** Method and path it was sent to. */
  readonly route: string;
  /** As stated with the last attempt, with its charset. */
  readonly contentType?: string;
  /** When it came first: when what is in it is received, once it can be used. */
  readonly receivedAt: string;
  /** How often the same bytes came; under many at one moment at least that often. */
  readonly attempts: number;
  readonly lastAttemptAt: string;
  readonly bytes: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  readonly objectKey: string;
  readonly replayRequestedAt?: string;
  readonly lastReplayAt?: string;
  readonly replayedAt?: string;
  readonly dismissal?: Dismissal;
  /**
   * The ids of what it became, of an open one those of its parts that were taken all the same; the name is the one seen
   * from outside since there were only leads.
   */
  readonly leadIds?: readonly string[];
}

/** A document as it entered, before anybody tried it again. */
export type Arrival = Omit<QuarantinedDocument, 'version' | 'status' | 'attempts' | 'lastAttemptAt'>;

/** A document after a decision about it, and what the decision brought about. */
export type QuarantineDecision = Decision<QuarantinedDocument, IntakeFact>;

/** More faults than this help nobody. */
const mostErrors = 100;
/** A replay asked for this long ago was lost on the way, or has ended in the dead letters. */
const pendingMinutes = 60;

/** Puts a document into quarantine. */
export function enterQuarantine(arrival: Arrival): QuarantineDecision {
  const { quarantineId, tenant, credentialId, reason, receivedAt, bytes } = arrival;
  const errors = arrival.errors.slice(0, mostErrors);
  const state = { ...arrival, errors, version: 1, status: 'open', attempts: 1, lastAttemptAt: receivedAt } as const;
  const sender = { tenant: tenant.kind, senderId: senderIdOf(tenant), credentialId };
  return {
    state,
    facts: [factOf(quarantineEntered, { quarantineId, ...sender, reason, receivedAt, bytes })],
  };
}

/**
 * The same bytes came again and still cannot be used: counted, with what is wrong with them now. What was replayed or
 * dismissed stays as it is: they enter as a document of their own then.
 */
export function attemptAgain(
  state: QuarantinedDocument,
  attempt: Finding & Pick<QuarantinedDocument, 'contentType' | 'leadIds'> & { readonly now: Temporal.Instant },
): QuarantineDecision {
  if (state.status !== 'open') return { state, facts: [] };
  const { now, ...stated } = attempt;
  return {
    state: {
      ...state,
      ...stated,
      errors: stated.errors.slice(0, mostErrors),
      attempts: state.attempts + 1,
      lastAttemptAt: toInstantText(now),
    },
    facts: [],
  };
}

/** Asks for an open document to be tried again; one that waits for that already is left alone. */
export function requestReplay(state: QuarantinedDocument, now: Temporal.Instant): QuarantineDecision {
  if (state.status !== 'open' || awaitsReplay(state, now)) return { state, facts: [] };
  const { quarantineId, kind } = state;
  return {
    state: { ...state, replayRequestedAt: toInstantText(now) },
    facts: [factOf(quarantineReplayRequested, { quarantineId, kind })],
  };
}

function awaitsReplay({ replayRequestedAt, lastReplayAt }: QuarantinedDocument, now: Temporal.Instant): boolean {
  if (replayRequestedAt === undefined) return false;
  const ended = lastReplayAt !== undefined && lastReplayAt >= replayRequestedAt;
  return !ended && now.epochMilliseconds < Date.parse(replayRequestedAt) + pendingMinutes * 60_000;
}

/** What trying a document again came to: the ids of what it became, or what is still wrong with how much of it. */
export type ReplayOutcome =
  | { readonly kind: 'accepted'; readonly ids: readonly string[] }
  | ({ readonly kind: 'unusable'; readonly ids?: readonly string[] } & Finding);

/**
 * Dismisses an open document: nobody asks for its replay together with others any more. One that was replayed or dismissed
 * before stays as it is. A replay of it alone may still make something of it, so a dismissal by mistake loses nothing.
 */
export function dismiss(
  state: QuarantinedDocument,
  { now, ...said }: Omit<Dismissal, 'at'> & { readonly now: Temporal.Instant },
): QuarantineDecision {
  if (state.status !== 'open') return { state, facts: [] };
  const { quarantineId, tenant, reason } = state;
  const sender = { tenant: tenant.kind, senderId: senderIdOf(tenant) };
  return {
    state: { ...state, status: 'dismissed', dismissal: { at: toInstantText(now), ...said } },
    facts: [factOf(quarantineDismissed, { quarantineId, ...sender, reason, dismissedBy: said.credentialId })],
  };
}

/**
 * Ends a replay. A document that was replayed before stays as it is, whatever this run came to; one that was dismissed and
 * could be used all the same is a replayed one.
 */
export function endReplay(
  state: QuarantinedDocument,
  outcome: ReplayOutcome,
  now: Temporal.Instant,
): QuarantineDecision {
  if (state.status === 'replayed') return { state, facts: [] };
  const at = toInstantText(now);
  if (outcome.kind === 'unusable') {
    const errors = outcome.errors.slice(0, mostErrors);
    const taken = outcome.ids && outcome.ids.length > 0 && { leadIds: outcome.ids };
    return { state: { ...state, reason: outcome.reason, errors, lastReplayAt: at, ...taken }, facts: [] };
  }
  const { quarantineId, tenant, reason } = state;
  const leadIds = [...outcome.ids];
  const data = { quarantineId, tenant: tenant.kind, senderId: senderIdOf(tenant), reason, leadIds };
  return {
    state: { ...state, status: 'replayed', lastReplayAt: at, replayedAt: at, leadIds },
    facts: [factOf(quarantineReplayed, data)],
  };
}

/** Whether a tenant may see, replay and dismiss a document: its sender, or the OEM. */
export function mayHandle(tenant: Tenant, { tenant: sender }: Pick<QuarantinedDocument, 'tenant'>): boolean {
  return tenant.kind === 'oem' || (tenant.kind === sender.kind && senderIdOf(tenant) === senderIdOf(sender));
}
