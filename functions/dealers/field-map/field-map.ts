/** What a dealer's own words mean in the OEM's: its word, as it writes it, to the OEM's. */
export interface FieldMap {
  readonly statuses?: Readonly<Record<string, string>>;
  readonly sources?: Readonly<Record<string, string>>;
}

/**
 * The OEM's word for a dealer's word: by the dealer's map, else the OEM's own; case and white space do not count.
 * Undefined where neither knows it: a word is never guessed.
 */
export function meaningOf(
  stated: string,
  map: Readonly<Record<string, string>> | undefined,
  own: readonly string[],
): string | undefined {
  const word = fold(stated);
  const mapped = Object.entries(map ?? {}).find(([theirs]) => fold(theirs) === word);
  return mapped?.[1] ?? own.find((each) => each === word);
}

function fold(word: string): string {
  return word.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
