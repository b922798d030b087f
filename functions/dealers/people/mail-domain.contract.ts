import * as z from 'zod';
import { mailDomainOf } from './mail-domain.ts';

const mostDomains = 50;

/** Domains that mail may go to, each exactly as it stands behind the @; kept in lower case and ASCII. */
export const mailDomains = z
  .array(
    z
      .string()
      .max(253)
      .transform((text, context) => {
        const domain = mailDomainOf(text);
        if (domain !== undefined) return domain;
        context.addIssue({ code: 'custom', message: 'must be a domain, such as dealer.example' });
        return z.NEVER;
      }),
  )
  .max(mostDomains, `must have at most ${mostDomains} entries`);
