import { endOfAside } from './xml-guard.ts';
import { readTag } from './xml-tag.ts';

/** Deepest nesting a lead may have; the format itself needs eight levels. */
const maxDepth = 64;

/**
 * Mends what a strict parser refuses and a reader understands: tag names in mixed case, attribute values without
 * quotes or in curly ones, an ampersand that starts no reference. One pass forward; undefined when elements nest too deep.
 */
export function mendMarkup(text: string): string | undefined {
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
