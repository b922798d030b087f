import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hostileDates, hostileNumbers, hostileText, hostileTexts, oneOf } from './hostile-texts.ts';
import type { SeededDice } from './seeded-dice.ts';

/** A document as a sender would post it. */
export interface HostileDocument {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const fixture = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../fixtures/leads', name), 'utf8');
const jsonLead: unknown = JSON.parse(fixture('lead.json'));
const aapLead: unknown = JSON.parse(fixture('aap.json'));
const adfLead = fixture('full.xml');
const twoProspects = fixture('two-bare-prospects.xml');

/** The next document that means no good; the same dice give the same ones. */
export function hostileDocument(dice: SeededDice): HostileDocument {
  return dice.next() < 0.5 ? hostileJson(dice) : hostileAdf(dice);
}

/** Puts a text where JSON has a string with this mark, as it is: what JSON.stringify would mend stays as written. */
const marked = /"\u{1F3AF}([^"]*)"/gu;

function hostileJson(dice: SeededDice): HostileDocument {
  let lead = structuredClone(dice.next() < 0.75 ? jsonLead : aapLead);
  for (let edits = dice.between(1, 3); edits > 0; edits -= 1) lead = edited(lead, dice);
  const text = JSON.stringify(lead).replace(marked, (_all, raw: string) => raw);
  return { type: oneOf(jsonTypes, dice), bytes: encoded(text, dice) };
}

const jsonTypes = ['application/json', 'application/json; charset=utf-8', 'application/json;charset="latin1"'];

/** A JSON value with one of its parts replaced, or one more beside it. */
function edited(value: unknown, dice: SeededDice): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || dice.next() < 0.2) return longList(value, dice);
    return value.with(0, edited(value[0], dice));
  }
  if (typeof value !== 'object' || value === null) return hostileValue(dice);
  const names = Object.keys(value);
  if (names.length === 0 || dice.next() < 0.1)
    return { ...value, ...JSON.parse(`{${JSON.stringify(oneOf(hostileTexts, dice).toWellFormed())}:1}`) };
  const name = oneOf(names, dice);
  return { ...value, [name]: edited((value as Record<string, unknown>)[name], dice) };
}

function longList(value: readonly unknown[], dice: SeededDice): unknown {
  return Array.from({ length: oneOf([0, 50, 51, 1000], dice) }, () => value[0] ?? hostileText(dice));
}

function hostileValue(dice: SeededDice): unknown {
  const roll = dice.next();
  if (roll < 0.45) return hostileText(dice);
  if (roll < 0.6) return `\u{1F3AF}${oneOf(hostileNumbers, dice)}`;
  if (roll < 0.75) return oneOf(hostileDates, dice);
  if (roll < 0.85) return `\u{1F3AF}${nested(oneOf([3, 8, 9, 40, 5000], dice))}`;
  return oneOf([null, true, [], {}, [[]], JSON.parse('{"a":{"constructor":1}}'), [1, '2', null]], dice);
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

const shards = [
  '<',
  '</',
  '>',
  '/>',
  '&',
  '"',
  '=',
  '<?',
  '?>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '&#x',
  ';',
  '\0',
  '\u{1F697}',
];

function hostileAdf(dice: SeededDice): HostileDocument {
  let text = dice.next() < 0.7 ? adfLead : twoProspects;
  for (let edits = dice.between(1, 3); edits > 0; edits -= 1) text = editedXml(text, dice);
  if (dice.next() < 0.3) text = prospects(text, dice.next() < 0.05 ? oneOf([100, 101], dice) : dice.between(2, 4));
  return { type: oneOf(xmlTypes, dice), bytes: encoded(text, dice) };
}

const xmlTypes = ['application/xml', 'text/xml', 'text/xml; charset=iso-8859-1', 'application/xml; charset=nonsense'];

/** Text between two tags, or an attribute's value, replaced; sometimes any place cut or broken. */
function editedXml(text: string, dice: SeededDice): string {
  if (dice.next() < 0.15) {
    const place = dice.between(0, text.length);
    return text.slice(0, place) + oneOf(shards, dice) + text.slice(place + dice.between(0, 6));
  }
  const slots = [...text.matchAll(/>[^<>]{1,200}<|"[^"<>]{1,200}"/g)];
  const slot = oneOf(slots, dice);
  if (!slot) return text;
  const [open, close] = [slot[0].charAt(0), slot[0].slice(-1)];
  return (
    text.slice(0, slot.index) +
    open +
    written(hostileText(dice), dice) +
    close +
    text.slice(slot.index + slot[0].length)
  );
}

/** A text in XML: escaped, as references, in CDATA, or as it is. */
function written(text: string, dice: SeededDice): string {
  const roll = dice.next();
  if (roll < 0.5) return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  if (roll < 0.7)
    return [...text]
      .slice(0, 5000)
      .map((each) => `&#${each.codePointAt(0)};`)
      .join('');
  return roll < 0.85 ? `<![CDATA[${text}]]>` : text;
}

function prospects(text: string, count: number): string {
  const one = /<prospect[\s\S]*<\/prospect>/i.exec(text)?.[0] ?? '<prospect/>';
  return text.replace(one, () => one.repeat(count)).slice(0, 256 * 1024);
}

function encoded(text: string, dice: SeededDice): Uint8Array {
  const roll = dice.next();
  if (roll < 0.85) return Buffer.from(text, 'utf8');
  if (roll < 0.9) return Buffer.from(text, 'latin1');
  if (roll < 0.95) return Buffer.from(`\ufeff${text}`, 'utf16le');
  const bytes = Buffer.from(text, 'utf8');
  return bytes.subarray(0, dice.between(0, bytes.length));
}
