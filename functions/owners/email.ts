import { withoutInvisible } from '../platform/invisible.ts';

/** Longest text in which the parts of an address are looked for apart; a longer one is refused where it is no list of addresses. */
const longestField = 2000;

/**
 * The addresses in a text, each once, as given but for what stands about them: quotes, brackets, a name, `mailto:`, blanks
 * beside the `@`, a full stop. What has no `@` between two parts (`n/a`, `mailto:`, an unfilled merge field) is none.
 */
export function emailsIn(text: string): readonly string[] {
  // Many blanks in a row would be gone through again from each of them on.
  const visible = withoutInvisible(text).replace(/[^\S\n]+/g, ' ');
  const found = (visible.length > longestField ? visible : closedUp(visible))
    .split(/[\s,;:<>()[\]\\"“”„‟«»]+/u)
    .flatMap((part) => (part.split('@').length > 2 ? part.split(/[/|&=]/) : [part]))
    .flatMap(addressIn);
  return [...new Map(found.map((email) => [foldEmail(email), email] as const)).values()];
}

/** Whether a text in an e-mail field says something, and it is no address. */
export function isNoAddress(text: string): boolean {
  return emailsIn(text).length === 0 && !/^(?:mailto:)?$/i.test(withoutInvisible(text).trim());
}

/**
 * An address as it is compared: invisible characters left out, compatibility forms and case folded, an international
 * domain in ASCII (RFC 5890), dots and plus kept.
 */
export function foldEmail(email: string): string {
  const folded = withoutInvisible(withoutInvisible(email).normalize('NFKC').toLowerCase().normalize('NFKC'));
  const [domain = '', ...local] = folded.split('@').reverse();
  // Trimmed last: a compatibility form may turn into a blank and a mark.
  return [...local.reverse(), local.length === 0 ? domain : domainInAscii(domain)].join('@').trim();
}

function domainInAscii(written: string): string {
  const domain = withoutLastDots(written.replace(/\u3002/g, '.'));
  // Only names of hosts are parsed, and those of other letters than ASCII's are what may be written in two ways.
  if (/^\p{ASCII}*$/u.test(domain) || !/^[\p{L}\p{M}\p{N}._-]+$/u.test(domain)) return domain;
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

/** By hand: an expression for dots at the end would go through many dots in a row from each of them on. */
function withoutLastDots(domain: string): string {
  let end = domain.length;
  while (domain[end - 1] === '.') end -= 1;
  return domain.slice(0, end);
}

/** A text, with no two blanks in a row, in which the parts of an address stand together, with the sign that belongs between them. */
function closedUp(text: string): string {
  const marked = text.replace(/[＠﹫]/g, '@');
  const signed = marked.includes('@') ? marked : marked.replace(/%40/g, '@');
  // Prose in such a field is long and has none.
  if (!signed.includes('@')) return signed;
  return signed
    .replace(/["'“‘]([^\s"'“”‘’@]+)["'”’](?=\s*@)/gu, '$1')
    .replace(/[^\S\n]?@[^\S\n]?(?=[^\s@]{1,254}[.。．｡]\p{L}{2,})/gu, '@')
    .replace(/[^\S\n](?=\.\p{L}{2,}(?:\s|$))(?<=@[\p{L}\p{M}\p{N}.-]{1,254}[^\S\n])/gu, '');
}

/** The address that a word is, without quotes and marks around it; an apostrophe within it is its own. */
function addressIn(word: string): readonly string[] {
  const [local = '', host = '', ...more] = word.split('@');
  const name = local.replace(/^[.'`´‘’‚‛*]+/u, '');
  const [, domain, rest = ''] =
    /^([\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._。．｡-]*[\p{L}\p{M}\p{N}])?)(.*)$/u.exec(host) ?? [];
  const isWhole = /^(?:\?.*|[^\p{L}\p{N}]*)$/u.test(rest);
  return name === '' || domain === undefined || more.length > 0 || !isWhole ? [] : [`${name}@${domain}`];
}
