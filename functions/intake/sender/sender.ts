import type { Tenant } from '../../platform/tenant.ts';

/**
 * The id under which a tenant's sendings are counted: a dealer's `dealerId`, a provider's `senderId`, else `oem`. The
 * OEM gives all of these out, as one list of names.
 */
export function senderIdOf(tenant: Tenant): string {
  if (tenant.kind === 'dealer') return tenant.dealerId;
  return tenant.kind === 'provider' ? tenant.senderId : 'oem';
}

/** Whether a text may be a sender's id: letters, digits, dot, dash and underscore, at most a hundred of them. */
export function isSenderId(text: string | undefined): text is string {
  return text !== undefined && /^[\w.-]{1,100}$/.test(text);
}

/** Whether a caller may speak for a sender: itself, or the OEM for every sender. */
export function actsForSender(tenant: Tenant, senderId: string): boolean {
  return tenant.kind === 'oem' || senderIdOf(tenant) === senderId;
}
