/** Tells whether a text fits a pattern. */
export type Fits = (text: string) => boolean;

/** Compiles a pattern as IAM writes them: `*` stands for any characters, `?` for exactly one. */
export function compilePattern(pattern: string): Fits {
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\/]/g, '\\$&');
  const expression = new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (text) => expression.test(text);
}

/** Compiles the pattern of an action, which knows no case. */
export function compileAction(pattern: string): Fits {
  const fits = compilePattern(pattern.toLowerCase());
  return (action) => fits(action.toLowerCase());
}

/** Compiles the pattern of an ARN as ArnLike and ArnEquals compare them: each of its six parts by itself. */
export function compileArn(pattern: string): Fits {
  const parts = arnParts(pattern).map(compilePattern);
  return (arn) => {
    const given = arnParts(arn);
    return given.length === parts.length && parts.every((fits, index) => fits(given[index] ?? ''));
  };
}

/** The last part may have colons of its own. */
function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
