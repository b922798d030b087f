/** What is asked for in a field, where a word for nothing may be something else there. */
export type Asked = 'value' | 'name' | 'region';

/** Words that stand for nothing, and those of them that are real where they are written so in some fields. */
export interface NothingWords {
  /** Folded. */
  readonly words: ReadonlySet<string>;
  /** People are called so, as they are written: Null, not null or NULL. */
  readonly names: ReadonlySet<string>;
  /** Codes of provinces. */
  readonly provinces: ReadonlySet<string>;
}

/** A word as it is compared: letters and digits only, in lower case; empty where there are only marks. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{S}]+/gu, '');
}

/** Characters of a value at most; what is longer says something, or is refused. */
const longest = 1000;

/** A stated text, empty where it says nothing; of a name in several words those are left out that a program wrote. */
export function meantText(text: string, asked: Asked, nothing: NothingWords): string {
  if (text.length > longest) return text;
  const words = text.trim().split(/\s+/);
  if (words.length > 1 && asked === 'name') return meantName(text, words, nothing);
  return isNothing(text.trim(), asked, nothing) ? '' : text;
}

function isNothing(text: string, asked: Asked, { words, names, provinces }: NothingWords): boolean {
  if (!words.has(foldWord(text))) return false;
  return !(asked === 'name' && names.has(text)) && !(asked === 'region' && provinces.has(text));
}

/** `Hugo null` is Hugo, `N/A N/A` is nobody, `JENNIFER NULL` and `Li Na` are people. */
function meantName(text: string, words: readonly string[], nothing: NothingWords): string {
  if (nothing.words.has(foldWord(text)) || words.every((word) => isNothing(word, 'value', nothing))) return '';
  const rest = words.filter((word) => !isOfProgram(word, text, nothing));
  return rest.length === words.length ? text : rest.join(' ');
}

/** Words of programs, in whatever language: no name is written in small letters beside one that is not, or in capitals. */
function isOfProgram(word: string, text: string, nothing: NothingWords): boolean {
  const isWritten = ['null', 'undefined', 'n/a', '(null)'].includes(word.toLowerCase());
  return isWritten && isNothing(word, 'name', nothing) && (word !== word.toUpperCase() || text !== text.toUpperCase());
}
