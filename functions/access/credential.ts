import type { Temporal } from 'temporal-polyfill';
import type { Caller } from '../platform/caller.ts';
import type { Tenant } from '../platform/tenant.ts';

/** What is known of a key: everything but the key. */
export interface Credential {
  /** SHA-256 of the key, in hex; also the value of its API Gateway key, which the usage plan counts by. */
  readonly keyHash: string;
  readonly credentialId: string;
  /** For people: whose key it is. */
  readonly name: string;
  readonly tenant: Tenant;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

/** The key in an `Authorization` header; undefined when it is not of the form `Bearer <key>`. */
export function bearerKey(header: string | undefined): string | undefined {
  return /^bearer +(\S{1,4096})$/i.exec(header?.trim() ?? '')?.[1];
}

/** The caller a credential stands for at `now`; undefined when it is unknown, revoked or has expired. */
export function callerFor(credential: Credential | undefined, now: Temporal.Instant): Caller | undefined {
  if (!credential || credential.revokedAt !== undefined) return undefined;
  if (credential.expiresAt !== undefined && now.epochMilliseconds >= Date.parse(credential.expiresAt)) return undefined;
  return { credentialId: credential.credentialId, tenant: credential.tenant, scopes: credential.scopes };
}
