import * as z from 'zod';

/** Zod's own form of an address, and a top-level domain in other letters as mail servers write it (`xn--…`). */
const pattern =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:[A-Za-z]{2,}|[Xx][Nn]--[A-Za-z0-9-]+)$/;

/** An address alone, without a name around it, in ASCII as SES takes it. */
export const emailAddress = z
  .email({ pattern, error: 'must be an e-mail address, alone and in ASCII' })
  .max(254, 'must have at most 254 characters');
