/** Where something stands in a document of so many leads: by its path in its lead, which is named where there are several. */
export function pathInDocument(path: string, position: number, leads: number): string {
  if (leads === 1) return path;
  return path === '' ? `prospect[${position}]` : `prospect[${position}].${path}`;
}
