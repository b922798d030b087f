/** `Fields` with every value possibly missing. */
export type Loose<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | null | undefined };

/** The fields that say something: no undefined, null, blank text or empty list. The caller passes what the type requires. */
export function stated<Fields extends object>(fields: Loose<Fields>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value))) as Fields;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether a text is a template's merge field that nobody filled in: `{Lead_ID}`, `[fdt]`, `%id%`, `<<id>>`, `${id}`. */
export function isMergeField(text: string): boolean {
  return /^(?:\$?\{{1,3}[^{}]*\}{1,3}|\[[^[\]]*\]|%{1,2}[^%]*%{1,2}|<<[^<>]*>>)$/.test(text);
}

/** What a word stands for, whatever its case, blanks and hyphens; undefined for a word nobody knows. */
export function meaningIn<Meaning>(
  words: Readonly<Record<string, Meaning>>,
  text: string | undefined,
): Meaning | undefined {
  const word = text?.toLowerCase().replace(/[\s_-]/g, '') ?? '';
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
