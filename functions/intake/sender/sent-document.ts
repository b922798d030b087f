import type { Caller } from '../../platform/caller.ts';
import type { ContentType } from '../../platform/content-type.ts';
import type { Delivery } from './receipt.store.ts';

/** A document as it was sent, or as it is tried again after quarantine. */
export interface SentDocument {
  readonly bytes: Uint8Array;
  readonly contentType: ContentType;
  /** When it was sent at first and whether this is that time; what is in it is received then. */
  readonly delivery: Delivery;
  /** Who sent it. */
  readonly caller: Caller;
}
