import { createHash } from 'node:crypto';
import type { Code } from '../events/event.ts';

/** SHA-256 of a text (in UTF-8) or of bytes, in hex: the one hash by which things are recognised. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Half of a SHA-256: two texts of one dealer will not have the same one by chance. */
const codeLength = 32;

/** What events say for a text that somebody else chose: the first 32 hex digits of its SHA-256, in UTF-8. */
export function codeOf(text: string): Code {
  return sha256(text).slice(0, codeLength) as Code;
}

/** A number that looks like chance and is always the same for a text: 0 to 2^32 - 1. */
export function stableNumber(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 8), 16);
}

/** The shard of an id, of `shards` many, at most 256: the first byte of its SHA-256. */
export function shardOf(id: string, shards: number): number {
  return Number.parseInt(sha256(id).slice(0, 2), 16) % shards;
}
