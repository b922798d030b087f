import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import retention from '../../policies/retention/default.json' with { type: 'json' };
import { toInstantText } from '../events/event.ts';
import { policyHeader, policyVersions } from './policy-versions.policy.ts';

/** What is not kept for ever. */
const kinds = [
  'fact',
  'archived-event',
  'receipt',
  'stand-in',
  'sender-count',
  'mailbox',
  'quarantined-document',
  'idempotency-key',
] as const;
type Kind = (typeof kinds)[number];

const retentionPolicies = policyVersions(
  z.strictObject({ ...policyHeader, keptDays: z.record(z.enum(kinds), z.int().positive()) }),
  [retention],
);

/** How many days something of a kind is kept that begins at an instant (ISO text); what begins in times to come, when none is said. */
export function keptDays(kind: Kind, at?: string): number {
  const policy = at === undefined ? retentionPolicies.newest : retentionPolicies.inForce(at);
  return policy.keptDays[kind];
}

/** When the table may remove an item of a kind that is kept from an instant on, in seconds since the epoch. */
export function expiresAfter(from: Temporal.Instant, kind: Kind): number {
  return Math.floor(from.epochMilliseconds / 1000) + keptDays(kind, toInstantText(from)) * 24 * 60 * 60;
}
