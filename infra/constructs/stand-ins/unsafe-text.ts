/**
 * Stands in for `is-unsafe`, with which the XML parser looks through the entities of a DOCTYPE. A document that declares
 * types is refused before the parser sees it; should one get there, every entity of it counts as unsafe.
 */
export const HTML = 'html';
export const XML = 'xml';

/** Yes, whatever the text. */
export function isUnsafe(): boolean {
  return true;
}
