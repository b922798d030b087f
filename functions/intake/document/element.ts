/** An XML element as we read documents from it: names in lower case and without prefix, text decoded. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

/** The child elements with any of these names, in document order. */
export function elementsOf(parent: Element, ...names: readonly string[]): readonly Element[] {
  return parent.children.filter((child) => typeof child !== 'string').filter((child) => names.includes(child.name));
}

/** All text under an element, outer white space off; `<br>` reads as a line break. */
export function textIn(element: Element): string {
  return allText(element).trim();
}

/** The first non-empty text among the child elements with any of these names. */
export function firstText(parent: Element | undefined, ...names: readonly string[]): string | undefined {
  return parent === undefined
    ? undefined
    : elementsOf(parent, ...names)
        .map(textIn)
        .find((text) => text !== '');
}

/** An attribute's trimmed value; undefined when it is absent or empty. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === '' ? undefined : value;
}

function allText(element: Element): string {
  const text = element.children.map((child) => (typeof child === 'string' ? child : allText(child))).join('');
  return element.name === 'br' ? `${text}\n` : text;
}
