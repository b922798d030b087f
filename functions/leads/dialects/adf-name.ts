import { attributeOf, type Element, elementsOf, firstText, valueIn } from '../../intake/document/element.ts';
import { stated } from '../../intake/document/stated.ts';

/** A name by its parts; `fullName` is the stated one, or the parts when one of them has no other place. */
export interface PersonName {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
}

/** The name in `parent`'s name elements; a part the format does not know is a full name, as one without a part is. */
export function nameIn(parent: Element | undefined): PersonName {
  const parts = parent === undefined ? [] : [...elementsOf(parent, 'name'), parent].flatMap(partsOf);
  const [first, middle, last, suffix] = ['first', 'middle', 'last', 'suffix'].map((part) => textOfPart(parts, part));
  const full = textOfPart(parts, 'full') ?? parts.find(({ part }) => !knownParts.includes(part))?.text;
  const joined = middle === undefined && suffix === undefined ? undefined : join(first, middle, last, suffix);
  return stated<PersonName>({ firstName: first, lastName: last, fullName: full ?? joined });
}

/** One line of a name, for a provider or a dealer. */
export function labelOf(parent: Element | undefined): string | undefined {
  const name = nameIn(parent);
  return name.fullName ?? join(name.firstName, name.lastName);
}

interface NamePart {
  readonly part: string;
  readonly text: string;
}

const knownParts = ['first', 'middle', 'last', 'suffix', 'full'];

/** What else senders call a part. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  first: ['firstname', 'given', 'givenname'],
  middle: ['middlename'],
  last: ['lastname', 'surname', 'family', 'familyname'],
  full: ['fullname'],
};

/** Some senders nest `<first>` and `<last>` inside one `<name>`, or have `<firstname>` instead of it. */
function partsOf(name: Element): readonly NamePart[] {
  const nested = knownParts.flatMap((part) => {
    const text = firstText(name, ...(name.name === 'name' ? [part] : []), ...(otherNames[part] ?? []));
    return text === undefined ? [] : [{ part, text }];
  });
  if (nested.length > 0 || name.name !== 'name') return nested;
  const text = valueIn(name);
  const stated = attributeOf(name, 'part')?.toLowerCase() ?? 'full';
  const part = knownParts.find((known) => otherNames[known]?.includes(stated)) ?? stated;
  return text === '' ? [] : [{ part, text }];
}

function textOfPart(parts: readonly NamePart[], part: string): string | undefined {
  return parts.find((candidate) => candidate.part === part)?.text;
}

function join(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(' ');
}
