import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { InputError } from '../../platform/problem.ts';
import { type Element, foldedName } from './element.ts';
import { withoutReferences } from './references.ts';

// Values stay text: its defaults would turn ZIP 00501 into 501 and VIN 1E5 into 100000.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  allowBooleanAttributes: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  entityDecoder: {
    decode: withoutReferences,
    // It may be told of entities that a document declares: one that declares any was refused.
    reset: () => undefined,
    setXmlVersion: () => undefined,
    setExternalEntities: () => undefined,
    addInputEntities: () => undefined,
  },
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Paths as text are built for callbacks that we do not have.
  jPath: false,
});

type Parsed = Readonly<Record<string, unknown>>;

/** Parses a mended document into its root element, or says where it is not well-formed. */
export function parseTree(text: string): { kind: 'ok'; root: Element } | { kind: 'malformed'; errors: InputError[] } {
  const wellFormed = XMLValidator.validate(text, { allowBooleanAttributes: true });
  if (wellFormed !== true) {
    return { kind: 'malformed', errors: [explain(wellFormed.err, text)] };
  }
  try {
    const root = (parser.parse(text) as readonly Parsed[]).map(elementFrom).find((node) => typeof node !== 'string');
    if (root !== undefined) {
      return { kind: 'ok', root };
    }
  } catch {
    // The parser refuses a few names outright (such as `constructor`); no format needs them.
  }
  return { kind: 'malformed', errors: [{ path: '', message: 'The document cannot be read as XML.' }] };
}

function elementFrom(node: Parsed): Element | string {
  const text = node['#text'];
  if (typeof text === 'string') {
    return text;
  }
  const [name, children] = Object.entries(node).find(([key]) => key !== ':@') ?? ['', []];
  return {
    name: foldedName(name),
    attributes: new Map(
      Object.entries((node[':@'] ?? {}) as Record<string, unknown>).map(([name, value]) => [
        foldedName(name),
        `${value}`,
      ]),
    ),
    children: (children as readonly Parsed[]).map(elementFrom),
  };
}

const explanations: Readonly<Record<string, string>> = {
  InvalidTag: 'A tag is not closed, closes another element, or has a name that XML does not allow.',
  InvalidAttr: 'An attribute is repeated or cannot be read.',
  InvalidChar: 'A character stands where XML allows none.',
  InvalidXml: 'The document is incomplete, or goes on after its root element.',
};

/** The parser's own messages quote the document, so only its code and position are used. */
function explain(error: { code: string; msg: string; line: number; col: number }, text: string): InputError {
  const unclosed = error.msg.startsWith("Invalid '") || error.msg.startsWith('Unclosed');
  const lines = text.split('\n');
  const [line, column] = unclosed ? [lines.length, (lines.at(-1) ?? '').length + 1] : [error.line, error.col ?? 1];
  return {
    path: `line ${line}, column ${column}`,
    message: explanations[error.code] ?? 'The document is not well-formed.',
  };
}
