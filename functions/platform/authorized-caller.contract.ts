import * as z from 'zod';
import type { Caller } from './caller.ts';
import type { DealerId, Tenant } from './tenant.ts';

/** What `toAuthorizerContext` wrote. It stands apart, because the authorizer only writes it and starts faster without zod. */
const authorizerContext = z.object({
  credentialId: z.string(),
  tenant: z.enum(['oem', 'dealer', 'provider']),
  dealerId: z.string().optional(),
  senderId: z.string().optional(),
  scopes: z.string(),
});

/** The caller back from the authorizer's context; undefined when the route has no authorizer. */
export function callerOf(context: unknown): Caller | undefined {
  const parsed = authorizerContext.safeParse(context);
  if (!parsed.success) return undefined;
  const { credentialId, tenant, dealerId, senderId, scopes: granted } = parsed.data;
  return { credentialId, tenant: tenantOf(tenant, dealerId ?? '', senderId ?? ''), scopes: granted.split(' ') };
}

function tenantOf(kind: Tenant['kind'], dealerId: string, senderId: string): Tenant {
  if (kind === 'oem') return { kind };
  // The credential it was made of holds a dealer's id.
  return kind === 'dealer' ? { kind, dealerId: dealerId as DealerId } : { kind, senderId };
}
