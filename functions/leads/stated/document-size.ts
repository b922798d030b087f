/** Largest document of leads, in bytes, as it is sent and as it is read into text. */
export const mostDocumentBytes = 256 * 1024;
