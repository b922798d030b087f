import { InvalidPattern } from './invalid-pattern.ts';

/** Any sequence of characters, also none. */
export const ANY = Symbol('*');

export type WildcardToken = string | typeof ANY;

/** Reads a wildcard: `*` is any sequence, `\*` and `\\` stand for themselves. Throws InvalidPattern for `**` and other escapes. */
export function wildcardTokens(wildcard: string): readonly WildcardToken[] {
  const tokens: WildcardToken[] = [];
  for (let i = 0; i < wildcard.length; i += 1) {
    const character = wildcard[i] ?? '';
    const next = wildcard[i + 1];
    if (character === '*') {
      if (next === '*') throw new InvalidPattern(`Consecutive wildcard characters at pos ${i}`);
      tokens.push(ANY);
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') throw new InvalidPattern(`Invalid escape character at pos ${i}`);
      tokens.push(next);
      i += 1;
    } else tokens.push(character);
  }
  return tokens;
}

/** Whether the whole text is of the wildcard's form, in time linear in text times tokens. */
export function matchesWildcard(text: string, tokens: readonly WildcardToken[]): boolean {
  let at = 0;
  let token = 0;
  let retryToken = -1;
  let retryAt = 0;
  while (at < text.length) {
    if (tokens[token] === ANY) {
      retryToken = token;
      retryAt = at;
      token += 1;
    } else if (tokens[token] === text[at]) {
      at += 1;
      token += 1;
    } else if (retryToken >= 0) {
      retryAt += 1;
      at = retryAt;
      token = retryToken + 1;
    } else return false;
  }
  while (tokens[token] === ANY) token += 1;
  return token === tokens.length;
}
