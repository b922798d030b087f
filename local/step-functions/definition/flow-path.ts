/** The path of a branch's flow. */
export function branchPath(path: string, state: string, index: number): string {
  return `${path}/${state}/Branches[${index}]`;
}

/** The path of an item processor's flow. */
export function processorPath(path: string, state: string): string {
  return `${path}/${state}/ItemProcessor`;
}
