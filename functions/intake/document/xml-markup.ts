/** Deepest nesting a document may have; the formats we know need eight levels. */
const maxDepth = 64;

/** What a strict parser takes, or why the text never gets to one. */
type Markup =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: 'doctype' | 'depth' };

/**
 * Mends what a strict parser refuses and a reader understands: a broken prolog, tag names in mixed case, attribute values
 * without quotes or in curly ones, an ampersand that starts no reference. `envelopes` names elements that also come
 * without the one around them. Refuses types, which no document has a use for and an attacker has, and bottomless nesting.
 */
export function mendMarkup(text: string, envelopes: Readonly<Record<string, string>>): Markup {
  if (declaresTypes(text)) return { kind: 'refused', reason: 'doctype' };
  const mended = mendTags(enveloped(withoutProlog(text), envelopes));
  return mended === undefined ? { kind: 'refused', reason: 'depth' } : { kind: 'ok', text: mended };
}

function declaresTypes(text: string): boolean {
  return /<!\s*(?:doctype|entity|element|attlist|notation)/i.test(text);
}

/**
 * Drops what stands before the first element: declarations in any case and any quotes, some without their `?>`, as
 * senders and even a format's own specification write them. Line numbers stay.
 */
function withoutProlog(text: string): string {
  const root = rootOf(text);
  const lines = text.slice(0, root).split('\n').length - 1;
  return '\n'.repeat(lines) + text.slice(root).trimEnd();
}

/** Puts an element that came bare into its envelope, with all that follows it. */
function enveloped(text: string, envelopes: Readonly<Record<string, string>>): string {
  const name = /^\s*<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s>/]/.exec(text)?.[1]?.toLowerCase();
  const envelope = name !== undefined && Object.hasOwn(envelopes, name) ? envelopes[name] : undefined;
  if (envelope === undefined) return text;
  const root = text.indexOf('<');
  return `${text.slice(0, root)}<${envelope}>${text.slice(root)}</${envelope}>`;
}

function rootOf(text: string): number {
  let at = skipBlank(text, 0);
  for (;;) {
    if (text.startsWith('<!--', at)) {
      at = skipBlank(text, endOfAside(text, at));
    } else if (text.startsWith('<?', at)) {
      at = skipBlank(text, endOfInstruction(text, at));
    } else {
      return at;
    }
  }
}

/** A processing instruction that lost its `?>` ends where the next markup begins; one that has it ends there. */
function endOfInstruction(text: string, at: number): number {
  const next = text.indexOf('<', at + 2);
  const instruction = text.slice(at, next === -1 ? text.length : next);
  const end = instruction.indexOf('?>', 2);
  return at + (end === -1 ? instruction.length : end + 2);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  // The byte order mark is blank too: some senders write it twice, or after the declaration.
  while (/[\s\uFEFF]/.test(text.charAt(at))) {
    at += 1;
  }
  return at;
}

/** One pass forward; undefined when elements nest too deep. */
function mendTags(text: string): string | undefined {
  const mended: string[] = [];
  let depth = 0;
  let at = 0;
  for (let open = text.indexOf('<'); open !== -1; open = text.indexOf('<', at)) {
    mended.push(mendAmpersands(text.slice(at, open)));
    const aside = text.startsWith('<!', open) || text.startsWith('<?', open);
    const tag = aside ? undefined : readTag(text, open);
    if (!aside && tag === undefined) {
      at = open;
      break;
    }
    const end = tag?.end ?? endOfAside(text, open);
    mended.push(tag?.mended ?? text.slice(open, end));
    depth = Math.max(0, depth + (tag?.opens ?? 0));
    at = end;
    if (depth > maxDepth) {
      return undefined;
    }
  }
  mended.push(text.slice(at));
  return mended.join('');
}

/** `Tom & Jerry` as its sender means it; references stay references. */
function mendAmpersands(text: string): string {
  return text.includes('&') ? text.replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,30});)/gi, '&amp;') : text;
}

/** One tag, written so that a strict parser takes it. */
interface Tag {
  readonly mended: string;
  /** +1 for a start tag, -1 for an end tag, 0 for an empty element. */
  readonly opens: -1 | 0 | 1;
  /** The index behind the tag. */
  readonly end: number;
}

const curly = '“”„‟″';
const quotes = `"'${curly}`;

/** Reads the tag at `open`; undefined when it is none, or never ends: the parser then says so. */
function readTag(text: string, open: number): Tag | undefined {
  const closing = text.charAt(open + 1) === '/';
  const nameAt = open + (closing ? 2 : 1);
  const name = /[^\s<>/]{1,200}/y;
  name.lastIndex = nameAt;
  const found = name.exec(text)?.[0].toLowerCase();
  if (found === undefined) {
    return undefined;
  }
  if (closing) {
    const end = text.indexOf('>', nameAt);
    return end === -1 ? undefined : { mended: `</${text.slice(nameAt, end).toLowerCase()}>`, opens: -1, end: end + 1 };
  }
  return readAttributes(text, name.lastIndex, `<${found}`);
}

function readAttributes(text: string, from: number, start: string): Tag | undefined {
  let mended = start;
  let at = from;
  for (;;) {
    at = skip(/\s*/y, text, at);
    const next = text.charAt(at);
    if (next === '>') {
      return { mended: `${mended}>`, opens: 1, end: at + 1 };
    }
    if (next === '/' && text.charAt(at + 1) === '>') {
      return { mended: `${mended}/>`, opens: 0, end: at + 2 };
    }
    const attribute = readAttribute(text, at);
    if (attribute === undefined) {
      return undefined;
    }
    mended += ` ${attribute.mended}`;
    at = attribute.end;
  }
}

function readAttribute(text: string, at: number): { mended: string; end: number } | undefined {
  const nameEnd = skip(/[^\s=<>/"']+/y, text, at);
  if (nameEnd === at) {
    return undefined;
  }
  const name = text.slice(at, nameEnd).toLowerCase();
  const equals = skip(/\s*/y, text, nameEnd);
  if (text.charAt(equals) !== '=') {
    return { mended: name, end: nameEnd };
  }
  const valueAt = skip(/\s*/y, text, equals + 1);
  const quote = text.charAt(valueAt);
  if (!quotes.includes(quote) || quote === '') {
    const end = skip(/(?:[^\s<>/]|\/(?!>))*/y, text, valueAt);
    return { mended: `${name}=${quoted(text.slice(valueAt, end))}`, end };
  }
  const end = endOfValue(text, valueAt, quote);
  return end === -1 ? undefined : { mended: `${name}=${quoted(text.slice(valueAt + 1, end))}`, end: end + 1 };
}

/** A value in curly quotes ends at any double quote: senders mix the two. */
function endOfValue(text: string, valueAt: number, quote: string): number {
  if (!curly.includes(quote)) {
    return text.indexOf(quote, valueAt + 1);
  }
  const end = skip(/[^"“”„‟″<>]*/y, text, valueAt + 1);
  return `"${curly}`.includes(text.charAt(end)) && end < text.length ? end : -1;
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Where a comment, CDATA section or processing instruction that starts at `open` ends; the text's end if it never does. */
function endOfAside(text: string, open: number): number {
  const close = closers.find(([start]) => text.startsWith(start, open))?.[1] ?? '>';
  const end = text.indexOf(close, open + 2);
  return end === -1 ? text.length : end + close.length;
}

const closers = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
