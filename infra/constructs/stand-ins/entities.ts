/**
 * Stands in for `@nodable/entities`, with which the XML parser reads references where it is not given something else: it is
 * given `functions/intake/document/references.ts`, which knows all the names of HTML.
 */
export class EntityDecoder {
  constructor() {
    throw new Error('References are read by functions/intake/document/references.ts.');
  }
}

export const XML = {};
export const COMMON_HTML = {};
export const CURRENCY = {};
export const ENTITY_ACTION = {};
