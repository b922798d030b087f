import { parseSync } from 'rolldown/utils';
import { allPartsOf, type SyntaxNode } from '../test/support/house/syntax.ts';

/** An insertion into a text: `at` counts from its beginning. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The same code, in which every function first calls `note` with the name of its file. */
export function withNotedEntries(file: string, text: string, note: string): string {
  const call = `${note}(${JSON.stringify(file)})`;
  const { program } = parseSync(file, text, { lang: 'ts' });
  const insertions = allPartsOf(program).flatMap((part) => insertionsFor(part, call));
  return insertions
    .sort((one, other) => other.at - one.at)
    .reduce((before, { at, text: inserted }) => before.slice(0, at) + inserted + before.slice(at), text);
}

function insertionsFor(part: SyntaxNode, call: string): Insertion[] {
  const { type } = part;
  if (type !== 'FunctionDeclaration' && type !== 'FunctionExpression' && type !== 'ArrowFunctionExpression') return [];
  if (part.body === null) return [];
  const { start, end } = part.body;
  if (part.body.type === 'BlockStatement') return [{ at: start + 1, text: `${call};` }];
  return [
    { at: start, text: `(${call}, ` },
    { at: end, text: ')' },
  ];
}
