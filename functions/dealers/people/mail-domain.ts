/** Labels and a top-level domain, in lower case and ASCII: no number, no port, no dot at the end. */
const domain = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
/** One `@` with nothing before it that a mail server could read as another address; ASCII, so that folding invents no letter. */
const address = /^[A-Za-z0-9._'+-]+@([A-Za-z0-9.-]+)$/;

/** A domain as mail servers write it: lower case, other letters as `xn--…`. Undefined for what is none. */
export function mailDomainOf(text: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text)) return undefined;
  const ascii = URL.parse(`https://${text}`)?.hostname;
  return ascii !== undefined && domain.test(ascii) ? ascii : undefined;
}

/**
 * Whether an address lies in one of some domains, as `mailDomainOf` writes them. A subdomain is another domain: whoever
 * may enter names below one need not be who has it.
 */
export function isInDomains(email: string, domains: readonly string[]): boolean {
  const of = address.exec(email)?.[1];
  return of !== undefined && domains.includes(of.toLowerCase());
}
