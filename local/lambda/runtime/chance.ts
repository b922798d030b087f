import crypto, { createHash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Bytes = (size: number) => Uint8Array;

/**
 * Puts a source of chance that can be repeated under Math.random and node's and the web's crypto. Gives the function that
 * chooses it: with a seed everything drawn from then on follows from the seed, without one it is real chance again.
 */
export function installChance(): (seed: string | undefined) => void {
  const real = {
    random: Math.random,
    randomBytes: crypto.randomBytes,
    randomUUID: crypto.randomUUID,
    randomFillSync: crypto.randomFillSync,
    getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto),
  };
  let seeded: Bytes | undefined;
  const uuid = (options?: crypto.RandomUUIDOptions) => (seeded ? uuidOf(seeded(16)) : real.randomUUID(options));
  const fill = <Target extends ArrayBufferView>(target: Target, bytes: Bytes): Target => {
    const view = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    view.set(bytes(view.length));
    return target;
  };
  Math.random = () => (seeded ? fractionOf(seeded(6)) : real.random());
  Object.assign(crypto, {
    randomBytes: (size: number, callback?: (error: Error | null, bytes: Buffer) => void) => {
      if (!seeded) return callback ? real.randomBytes(size, callback) : real.randomBytes(size);
      const bytes = Buffer.from(seeded(size));
      if (callback) queueMicrotask(() => callback(null, bytes));
      return callback ? undefined : bytes;
    },
    randomUUID: uuid,
    randomFillSync: <Target extends NodeJS.ArrayBufferView>(target: Target, ...range: number[]) =>
      seeded && range.length === 0 ? fill(target, seeded) : real.randomFillSync(target, ...range),
  });
  syncBuiltinESMExports();
  const getRandomValues = <Target extends ArrayBufferView>(target: Target): Target =>
    seeded ? fill(target, seeded) : (real.getRandomValues(target as never) as Target);
  Object.defineProperty(globalThis.crypto, 'getRandomValues', { configurable: true, value: getRandomValues });
  Object.defineProperty(globalThis.crypto, 'randomUUID', { configurable: true, value: () => uuid() });
  return (seed) => {
    seeded = seed === undefined ? undefined : bytesFrom(seed);
  };
}

function bytesFrom(seed: string): Bytes {
  let block = 0;
  let pool = Buffer.alloc(0);
  return (size) => {
    const blocks = [pool];
    for (let have = pool.length; have < size; have += 32) {
      blocks.push(createHash('sha256').update(`${seed} ${block}`).digest());
      block += 1;
    }
    const all = Buffer.concat(blocks);
    pool = all.subarray(size);
    return all.subarray(0, size);
  };
}

function fractionOf(bytes: Uint8Array): number {
  return Buffer.from(bytes).readUIntBE(0, 6) / 2 ** 48;
}

/** A version 4 UUID of sixteen bytes. */
function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
