import { codeOf } from '../platform/stable-hash.ts';
import type { StatedPerson } from './person.ts';

/** What is remembered of a name beside a key, to tell people apart who share it: codes of its first and its last word. */
export interface NameMark {
  readonly first?: string;
  /** Of the last name; absent where nothing but one word was stated. */
  readonly last?: string;
}

type StatedName = Pick<StatedPerson, 'firstName' | 'lastName' | 'fullName'>;

/** What stands about a name and is none: generations, degrees, titles. */
const affixes = new Set(
  'jr sr ii iii iv v md phd dds dmd dvm rn esq cpa mba dr prof mr mrs ms miss herr frau'.split(' '),
);

/** Letters that lose more than an accent where somebody writes in capitals, or without their own keyboard. */
const folded: Readonly<Record<string, string>> = { ı: 'i', ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** The mark of a stated name, accents, case and punctuation aside; undefined where none was stated. */
export function nameMarkOf({ firstName, lastName, fullName }: StatedName): NameMark | undefined {
  const whole = wholeName(fullName);
  const given = wordsOf(firstName);
  const family = wordsOf(lastName);
  const first = (given.length > 0 ? given : whole.given)[0];
  const last = (family.length > 0 ? family : whole.family).at(-1);
  // One word alone may be either name.
  const [one, other] = [first ?? last, first === undefined ? undefined : last];
  if (one === undefined) return undefined;
  return { first: codeOf(one), ...(other !== undefined && { last: codeOf(other) }) };
}

/** Whether two marks are of the same name, as far as either goes: the same last name, or the same only word. */
export function isSameName(one: NameMark | undefined, other: NameMark | undefined): boolean {
  if (one?.last !== undefined || other?.last !== undefined) return one?.last === other?.last;
  return one?.first === other?.first;
}

/** Whether one of two marks says so little that both may be of one name: no name at all, or one word of the other's. */
export function mayBeSameName(one: NameMark | undefined, other: NameMark | undefined): boolean {
  if (!one || !other) return true;
  if (one.last !== undefined && other.last !== undefined) return one.last === other.last;
  const words = [one, other].map(({ first, last }) => [first, last].filter((word) => word !== undefined));
  return words[0]?.some((word) => words[1]?.includes(word)) ?? false;
}

/** Whether two people state the same whole name, in whatever fields; one word alone is a name of too many. */
export function hasSameWholeName(one: StatedName, other: StatedName): boolean {
  const [name = [], otherName] = [one, other].map(({ firstName, lastName, fullName }) => {
    const { given, family } = wholeName(fullName);
    const parts = [...wordsOf(firstName), ...wordsOf(lastName)];
    return parts.length > 1 ? parts : [...given, ...family];
  });
  return name.length > 1 && name.join(' ') === otherName?.join(' ');
}

/** The words of a whole name, as given and family names: `Ann Ash`, or `Ash, Ann`. */
function wholeName(fullName = ''): { readonly given: readonly string[]; readonly family: readonly string[] } {
  const [before = [], after = []] = fullName.split(',', 2).map(wordsOf);
  if (after.length > 0) return { given: after, family: before };
  return before.length > 1 ? { given: before.slice(0, -1), family: before.slice(-1) } : { given: before, family: [] };
}

function wordsOf(text = ''): readonly string[] {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '').replace(/[ıøłđßæœ]/gu, (letter) => folded[letter] ?? letter))
    .filter((word) => word !== '');
  // What is nothing but one of those is a name.
  const names = words.filter((word) => !affixes.has(word));
  return names.length > 0 ? names : words;
}
