import type { ESTree } from 'rolldown/utils';
import { partsOf, type SyntaxNode } from './syntax.ts';

/** What the house rules ask about a function with a body. */
export interface FunctionShape {
  /** Its own name or that of what holds it, after those around it: `openTable.commit`; empty for a bare callback. */
  readonly name: string;
  /** From its first line to its last. */
  readonly lines: number;
  readonly parameters: number;
  /** What is called with it, as it is written: `describe`, `test.each(rows)`. */
  readonly handedTo: string | undefined;
}

/** Where a part of the syntax stands. */
interface Surrounding {
  readonly names: readonly string[];
  readonly handedTo?: string | undefined;
}

/** The functions of a file, inner ones included, in the order of the source. */
export function functionsOf(program: ESTree.Program, text: string): FunctionShape[] {
  const shapesIn = (node: SyntaxNode, { names, handedTo }: Surrounding): FunctionShape[] => {
    const own = nameOf(node, text);
    const inside = own === undefined ? names : [...names, own];
    const inner = partsOf(node).flatMap((part) =>
      shapesIn(part, { names: inside, handedTo: calleeOf(node, part, text) }),
    );
    return isFunction(node) ? [{ ...shapeOf(node, text), name: inside.join('.'), handedTo }, ...inner] : inner;
  };
  return shapesIn(program, { names: [] });
}

function isFunction(node: SyntaxNode): node is ESTree.Function | ESTree.ArrowFunctionExpression {
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
  return kinds.includes(node.type);
}

function shapeOf({ start, end, params }: ESTree.Function | ESTree.ArrowFunctionExpression, text: string) {
  return { lines: text.slice(start, end).split('\n').length, parameters: params.length };
}

/** The name that a part gives to what is in it. */
function nameOf(node: SyntaxNode, text: string): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id?.name;
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? node.id.name : undefined;
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return text.slice(node.key.start, node.key.end);
    default:
      return undefined;
  }
}

function calleeOf(node: SyntaxNode, argument: SyntaxNode, text: string): string | undefined {
  if (node.type !== 'CallExpression' || argument === node.callee) return undefined;
  return text.slice(node.callee.start, node.callee.end);
}
