import type { Tenant } from './tenant.ts';

/** What a key may be allowed to do; a route asks for one of these. */
export const scopes = [
  'leads:read',
  'leads:write',
  'dealers:read',
  'dealers:write',
  'owners:read',
  'owners:write',
  'quarantine:read',
  'quarantine:write',
  'quarantine:document',
] as const;
export type Scope = (typeof scopes)[number];

/** Who is calling, as the authorizer established it. */
export interface Caller {
  readonly credentialId: string;
  readonly tenant: Tenant;
  readonly scopes: readonly string[];
}

/** The flat strings an API Gateway authorizer may hand on for a caller. */
export function toAuthorizerContext(caller: Caller): Record<string, string> {
  const { tenant } = caller;
  return {
    credentialId: caller.credentialId,
    tenant: tenant.kind,
    ...(tenant.kind === 'dealer' && { dealerId: tenant.dealerId }),
    ...(tenant.kind === 'provider' && { senderId: tenant.senderId }),
    scopes: caller.scopes.join(' '),
  };
}

/** Whether a caller may see and change what belongs to this dealer. */
export function actsForDealer(caller: Caller, dealerId: string): boolean {
  return caller.tenant.kind === 'oem' || (caller.tenant.kind === 'dealer' && caller.tenant.dealerId === dealerId);
}
