import { inAsciiDigits } from '../platform/digits.ts';

/** A number in a field, and where its text begins and ends there. */
export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  readonly e164: string;
}

/** A number's own text, with a name where one stands before it: `home: 212-555-0261`. */
interface Piece {
  readonly raw: string;
  readonly label?: string;
}

/** Gives the E.164 form of a number written in ASCII digits, with a plus before them or none; undefined where it is none. */
type ReadNumber = (dialled: string) => string | undefined;

/** Fewest digits of each of several numbers in one field; shorter ones are extensions, hours and ages. */
const fewestDigits = 7;

/**
 * What a number is written with: a plus, digits of any script, blanks, invisible characters, brackets and the signs that
 * group digits. Anything else (a word, a comma, a line's end, `#`) is no part of it.
 */
const number =
  /(?:[([（]\s*)?(?:[+＋﹢⁺][\s+＋﹢⁺(（\p{DI}]*)?\p{Nd}(?:[\p{Nd}\p{Zs}\t\p{DI}()[\]（）.·•‧∙\p{Pd}−/／\\_~'’]*\p{Nd})?/gu;

/** What surely stands between two numbers where both sides are one. */
const wideSign = /\s+[/／\\]\s+|\s+\p{Pd}\s+/gu;

/** What stands between two numbers where both are none together, the surest first; the last is where a bracket opens. */
const otherSigns = [/[/／\\]/gu, /\s{2,}/gu, /(?<=\p{Nd}\s*)(?=[(（])/gu];

/** The numbers in a field; a single one may be short, or have its digits grouped by what otherwise parts numbers. */
export function numbersIn(stated: string, read: ReadNumber): readonly FoundNumber[] {
  const text = withoutHabits(stated);
  const found = [...text.matchAll(number)].flatMap((match) => readRun({ text: match[0], start: match.index }, read));
  if (found.length === 0) return /\p{L}/u.test(text) ? [] : readPart({ text, start: 0 }, read);
  const long = found.filter(({ start, end }) => digitsIn(text.slice(start, end)) >= fewestDigits);
  return long.length > 0 ? asDialled(long, text) : found.slice(0, 1);
}

/** Of several, those dialled from a trunk's or a country's prefix on, or as long as the longest: the others are numbers of customers. */
function asDialled(numbers: readonly FoundNumber[], text: string): readonly FoundNumber[] {
  const textOf = ({ start, end }: FoundNumber) => inAsciiDigits(text.slice(start, end));
  const atHome = numbers.filter((each) => !/[+＋﹢⁺]/u.test(textOf(each)));
  const most = Math.max(0, ...atHome.map((each) => digitsIn(textOf(each))));
  return numbers.filter((each) => /^\D*[+＋﹢⁺0]/u.test(textOf(each)) || digitsIn(textOf(each)) >= most - 1);
}

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const year = String.raw`(?:19|20)\d\d`;
const hour = String.raw`(?:[01]?\d|2[0-4])`;
const dash = String.raw`\s*[-–—]\s*`;

/** When somebody may be called, beside their number: dates with a whole year, times, and hours with a word for them. */
const times = new RegExp(
  [
    String.raw`(?<![\d./-])(?:${day}([./-])${day}\1${year}|${year}([./-])${day}\2${day})(?!\d|[./-]\d)`,
    String.raw`(?<![\d.:])${hour}:[0-5]\d(?:${dash}${hour}(?::[0-5]\d)?)?(?!\d)`,
    String.raw`(?<![\d.])${hour}\.[0-5]\d${dash}${hour}\.[0-5]\d(?!\d|\.\d)`,
    String.raw`(?<!\d)${hour}${dash}${hour}(?:\s*(?:und|and|u\.|&|,)\s*${hour}${dash}${hour})*(?=\s*(?:uhr|hrs?|h|am|pm|o['’]clock)\b)`,
  ].join('|'),
  'giu',
);

/**
 * The text, as long as before, without what is written by habit and dialled by nobody: dates and hours, Brazil's `0xx` for a
 * carrier of one's choice, the `.0` of a spreadsheet, a plus that says "and".
 */
function withoutHabits(text: string): string {
  return text
    .replace(times, (stated) => '#'.repeat(stated.length))
    .replace(/(?<=0)xx(?=\s?\d{2})/giu, '--')
    .replace(/(?<=\p{Nd}{7})\.0(?!\p{Nd})/gu, '  ')
    .replace(/(?<=\p{Nd}\s)[+＋](?=\s+\p{Nd})/gu, '&');
}

/** A part of a field. */
interface Part {
  readonly text: string;
  readonly start: number;
}

/** One number, or several with nothing but blanks, slashes or dashes between them. */
function readRun(run: Part, read: ReadNumber): readonly FoundNumber[] {
  const surest = partsOf(run, wideSign);
  const apart = readAll(surest, read);
  if (apart.length > 1 && apart.length === surest.length) return apart;
  const whole = readPart(run, read);
  if (whole.length > 0) return whole;
  const cut = [wideSign, ...otherSigns].map((sign) => readAll(partsOf(run, sign), read));
  return cut.find((numbers) => numbers.length > 0) ?? readPair(run, read);
}

/** Two numbers with one blank between them, both whole. */
function readPair(run: Part, read: ReadNumber): readonly FoundNumber[] {
  const blanks = [...run.text.matchAll(/\s/gu)].map(({ index }) => index);
  const pairs = blanks.map((at) => readAll([before(run, at), after(run, at + 1)], read));
  return pairs.find((numbers) => numbers.length === 2) ?? [];
}

function readAll(parts: readonly Part[], read: ReadNumber): readonly FoundNumber[] {
  return parts.filter(({ text }) => digitsIn(text) >= fewestDigits).flatMap((part) => readPart(part, read));
}

function readPart({ text, start }: Part, read: ReadNumber): readonly FoundNumber[] {
  const e164 = dialledWays(text)
    .map(read)
    .find((number) => number !== undefined);
  return e164 === undefined ? [] : [{ start, end: start + text.length, e164 }];
}

/** How a number may be dialled: as it is written, else without the trunk's `(0)`, which some write behind a country's code. */
function dialledWays(text: string): readonly string[] {
  const written = inAsciiDigits(text);
  const sign = /[+＋﹢⁺]/u.test(written) ? '+' : '';
  const ways = [written, written.replace(/[(（[]\s*0\s*[)）\]]/u, '')];
  return [...new Set(ways.map((way) => sign + way.replace(/\D/g, '')))];
}

function partsOf(run: Part, sign: RegExp): readonly Part[] {
  const signs = [...run.text.matchAll(sign)];
  if (signs.length === 0) return [];
  const starts = [0, ...signs.map((match) => match.index + match[0].length)];
  const ends = [...signs.map(({ index }) => index), run.text.length];
  return starts.map((start, each) => after(before(run, ends[each] ?? 0), start));
}

function before({ text, start }: Part, end: number): Part {
  return { text: text.slice(0, end), start };
}

function after({ text, start }: Part, from: number): Part {
  return { text: text.slice(from), start: start + from };
}

function digitsIn(text: string): number {
  return [...text.matchAll(/\p{Nd}/gu)].length;
}

/** Words between two numbers that say no more than that there are two. */
const and = /^\s*(?:&|\+|or|and|o|u|ou|y|e|et|oder|und|of|en|eller|och|og|lub|i|veya|ve|или|и|أو|و|または)\s+/iu;

/** The text of a field, cut so that each of its numbers has its own part of it, with the words about it. */
export function cutBetween(text: string, numbers: readonly FoundNumber[]): readonly Piece[] {
  const cuts = numbers.slice(1).map(({ start }, each) => cutIn(text, numbers[each]?.end ?? 0, start));
  return numbers.map((_, each) => pieceOf(text.slice(cuts[each - 1]?.to ?? 0, cuts[each]?.from ?? text.length)));
}

/** Between two numbers: at a sign that parts them, else behind a bracket about the first, else behind the first. */
function cutIn(text: string, end: number, start: number): { readonly from: number; readonly to: number } {
  const between = text.slice(end, start);
  const sign = /[,;|&/／\\\r\n]|\s\p{Pd}\s/u.exec(between);
  if (sign) return { from: end + sign.index, to: end + sign.index + sign[0].length };
  const at = end + (/^\s*[(（][^)）]*\p{L}[^)）]*[)）]/u.exec(between)?.[0].length ?? 0);
  return { from: at, to: at };
}

function pieceOf(text: string): Piece {
  const raw = text
    .replace(/^[\s\p{Pd}·•‧∙]+/u, '')
    .replace(and, '')
    .trim();
  const label = /^(\p{L}[\p{L}\p{M} ]{0,30}?)\s*:/u.exec(raw)?.[1];
  return label === undefined ? { raw } : { raw, label };
}
