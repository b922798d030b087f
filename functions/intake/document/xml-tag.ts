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
export function readTag(text: string, open: number): Tag | undefined {
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
