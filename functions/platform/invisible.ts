/** What shows nothing wherever it stands: Unicode's default ignorables (soft hyphen, zero widths, marks of direction, BOM, fillers) and annotations. */
const ignorable = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Of these, what no name needs: all but the joiners, what chooses the form of a letter or an emoji, and fillers. */
const needless = /[\u034F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Characters between which a joiner has an effect: letters of the scripts that join or stack theirs, and emoji. */
const joined = String.raw`[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]|[\p{Extended_Pictographic}\u{1F3FB}-\u{1F3FF}]`;
const joiner = String.raw`[\u200C\u200D]`;
const idleJoiner = new RegExp(`(?<!${joined})${joiner}|${joiner}(?!${joined})`, 'gv');

/** Most texts: nothing in them is invisible, and looking further would be most of what they cost. */
const plain = /^[\n -~]*$/;

/** A text without anything invisible: of an address, a number or an id, where what nobody sees must not tell two apart. */
export function withoutInvisible(text: string): string {
  return plain.test(text) ? text : text.replace(ignorable, '');
}

/** A line as people read it: without what is invisible and changes no letter, its blanks and lone fillers ordinary blanks. */
export function visibleLine(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replace(needless, '')
    .replace(/[\u3164\uFFA0\p{Zs}]/gu, ' ')
    .replace(idleJoiner, '');
}
