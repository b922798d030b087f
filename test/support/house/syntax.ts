import type { ESTree } from 'rolldown/utils';

/** A part of a file's syntax, down to single names. */
export type SyntaxNode = ESTree.Node;

/** The parts of which a part consists, in the order of the source. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .sort((one, other) => one.start - other.start);
}

/** The part itself and all that is in it. */
export function* allPartsOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const part of partsOf(node)) yield* allPartsOf(part);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
