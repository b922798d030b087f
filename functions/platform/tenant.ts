/** The id of a dealer. */
export type DealerId = string & { readonly brand: 'DealerId' };

/** On whose behalf a key speaks: the OEM for every dealer, a dealer for itself, a provider for nobody's data but what it sends. */
export type Tenant =
  | { readonly kind: 'oem' }
  | { readonly kind: 'dealer'; readonly dealerId: DealerId }
  | { readonly kind: 'provider'; readonly senderId: string };

/** Whether two tenants are one; a provider may have the name of a dealer. */
export function isSameTenant(one: Tenant, other: Tenant): boolean {
  if (one.kind === 'dealer') return other.kind === 'dealer' && one.dealerId === other.dealerId;
  if (one.kind === 'provider') return other.kind === 'provider' && one.senderId === other.senderId;
  return other.kind === 'oem';
}

/** Whether a text may be a dealer's id: letters, digits, dot, dash and underscore, at most a hundred of them. */
export function isDealerId(text: string | undefined): text is DealerId {
  return text !== undefined && /^[\w.-]{1,100}$/.test(text);
}
