// Plain JavaScript: a Node that is too old for the rest of this project must still get as far as saying so.
const wanted = 24;

/** Why this Node cannot run the project, in one line that ends with `remedy`; undefined where it can. */
export function tooOld(remedy) {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= wanted) return undefined;
  return `This needs Node ${wanted} or newer and runs on ${node}. "npm ci" brings Node ${wanted} along, unless optional packages are left out; then ${remedy}.`;
}
