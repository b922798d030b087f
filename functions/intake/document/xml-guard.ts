/** Whether the text declares a document type or an entity anywhere: a lead has no use for either, an attacker has. */
export function declaresTypes(text: string): boolean {
  return /<!\s*(?:doctype|entity|element|attlist|notation)/i.test(text);
}

/** Where a comment, CDATA section or processing instruction that starts at `open` ends; the text's end if it never does. */
export function endOfAside(text: string, open: number): number {
  const close = closers.find(([start]) => text.startsWith(start, open))?.[1] ?? '>';
  const end = text.indexOf(close, open + 2);
  return end === -1 ? text.length : end + close.length;
}

const closers = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
