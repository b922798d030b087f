/** An XML element as we read documents from it: names in lower case, without prefix, `-` and `_`; text decoded. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

/** An element's name, or an attribute's, as documents are read by it. */
export function foldedName(name: string): string {
  return name
    .slice(name.lastIndexOf(':') + 1)
    .toLowerCase()
    .replace(/[-_]/g, '');
}

/** The elements in an element, in document order. */
export function partsOf({ children }: Element): readonly Element[] {
  return children.filter((child) => typeof child !== 'string');
}

/** The child elements with any of these names, in document order; a list around them (`vehicles`) is looked through. */
export function elementsOf(parent: Element, ...names: readonly string[]): readonly Element[] {
  const lists = names.flatMap((name) => [`${name}s`, `${name}es`, `${name}list`]);
  return partsOf(parent).flatMap((child) => {
    if (names.includes(child.name)) return [child];
    return lists.includes(child.name) ? elementsOf(child, ...names) : [];
  });
}

/** All text under an element, outer white space off; `<br>` reads as a line break, elements without text between them are lines. */
export function textIn(element: Element): string {
  return allText(element).trim();
}

/** What an element states: its text, or the one of its elements that holds the value. */
export function valueIn(element: Element): string {
  const parts = partsOf(element).filter(({ name }) => !companions.includes(name));
  if (hasOwnText(element))
    return textIn({ ...element, children: element.children.filter((child) => !isCompanion(child)) });
  // Each part is read once: read again at every level, what is nested deeply would take for ever.
  const values = parts.map((part) => ({ name: part.name, text: valueIn(part) })).filter(({ text }) => text !== '');
  const named = [...valueNames, element.name].flatMap((name) => values.filter((value) => value.name === name))[0];
  const joined = values.map(({ text }) => text).join(' ');
  return (named?.text ?? joined) || (element.attributes.get('value')?.trim() ?? '');
}

/** What the elements are called that hold a value, and what stands beside them that is none. */
const valueNames = ['value', 'text', 'content', 'amount', 'name', 'code'];
const companions = [
  'unit',
  'units',
  'uom',
  'type',
  'source',
  'sequence',
  'currency',
  'preferredcontact',
  'ext',
  'extension',
];

function isCompanion(child: Element | string): boolean {
  return typeof child !== 'string' && companions.includes(child.name);
}

/** The first non-empty value among the child elements with any of these names, or else the attributes. */
export function firstText(parent: Element | undefined, ...names: readonly string[]): string | undefined {
  if (parent === undefined) return undefined;
  const inElements = elementsOf(parent, ...names).map(valueIn);
  const inAttributes = names.map((name) => parent.attributes.get(name)?.trim() ?? '');
  return [...inElements, ...inAttributes].find((text) => text !== '');
}

/** An attribute's trimmed value, which some senders write as an element; undefined when it is absent or empty. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === undefined || value === '' ? firstText(element, name) : value;
}

function hasOwnText({ children }: Element): boolean {
  return children.some((child) => typeof child === 'string' && child.trim() !== '');
}

/** Elements that mark up words within a line. */
const inline = ['b', 'i', 'u', 'em', 'strong', 'span', 'font', 'a', 'small', 'sub', 'sup', 'br'];

function allText(element: Element): string {
  const { children } = element;
  const isList = !hasOwnText(element) && partsOf(element).every(({ name }) => !inline.includes(name));
  const texts = isList
    ? partsOf(element)
        .map(textIn)
        .filter((text) => text !== '')
    : children.map((child) => (typeof child === 'string' ? child : allText(child)));
  const text = texts.join(isList ? '\n' : '');
  return element.name === 'br' ? `${text}\n` : text;
}
