import * as z from 'zod';

/** One text or a list of them, as policies write what may be either. */
export const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
