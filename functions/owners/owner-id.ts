/** Names an owner: a person, once per region. */
export type OwnerId = string & { readonly brand: 'OwnerId' };
