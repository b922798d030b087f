import { endOfAside } from './xml-guard.ts';

/**
 * Drops what stands before the first element: declarations in any case and any quotes, some without their `?>`, as
 * senders and even the format's own specification write them. Line numbers stay; a bare prospect gets its envelope.
 */
export function withoutProlog(text: string): string {
  const root = rootOf(text);
  const lines = text.slice(0, root).split('\n').length - 1;
  const body = text.slice(root).trimEnd();
  const bare = /^<(?:[\w.-]{1,40}:)?prospect[\s>/]/i.test(body);
  return '\n'.repeat(lines) + (bare ? `<adf>${body}</adf>` : body);
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
