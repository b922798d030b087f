import type { ESTree } from 'rolldown/utils';

/** A part of a file's syntax, down to single names. */
export type SyntaxNode = ESTree.Node;

/** The parts of which a part consists, nearly in the order of the source. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) parts.push(...value.filter(isNode));
    else if (isNode(value)) parts.push(value);
  }
  return parts;
}

/** The part itself and all that is in it. */
export function allPartsOf(node: SyntaxNode): SyntaxNode[] {
  return [node, ...partsOf(node).flatMap(allPartsOf)];
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}
