export type OwnerId = string & { readonly brand: 'OwnerId' };
