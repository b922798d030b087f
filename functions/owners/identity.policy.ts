import * as z from 'zod';
import data from '../../policies/identity/placeholders.json' with { type: 'json' };
import { type Denied, foldEmail } from './identity.ts';

const texts = z.array(z.string().min(1));

const placeholders = z.strictObject({
  version: z.int().positive(),
  effective: z.iso.date(),
  source: z.string().min(1),
  emails: texts,
  localParts: texts,
  domains: texts,
  phones: z.array(z.string().regex(/^\+\d{4,15}$/)),
});

/** The OEM's placeholders, which name nobody. A dealer's own addresses are added with `denyAlso`. */
export function readPlaceholders(source: unknown = data): Denied {
  const { emails, localParts, domains, phones } = placeholders.parse(source);
  return {
    emails: new Set(emails.map(foldEmail)),
    localParts: new Set(localParts),
    domains: new Set(domains),
    phones: new Set(phones),
  };
}
