import type { ExprNode } from 'jsonata';

type Node = Readonly<Record<string, unknown>>;

const CONTEXT_STEPS = new Set(['name', 'wildcard', 'descendant', 'parent']);

/**
 * What an expression refers to at the top level, where Step Functions gives no context item: a bare name, `$` or `$$`.
 * AWS refuses such a definition; nothing where the expression is sound. Later steps of a path, predicates, sort terms and
 * groupings have a context of their own.
 */
export function topLevelReference(syntax: ExprNode): string | undefined {
  return visit(syntax as unknown as Node, true);
}

function visit(node: Node, top: boolean): string | undefined {
  const { type, value } = node;
  if (type === 'variable') {
    if (value === '$') return '$$';
    return top && value === '' ? '$' : predicates(node);
  }
  if (top && CONTEXT_STEPS.has(String(type))) return String(value);
  if (type === 'path') return path(node, top);
  // Pattern, update and delete of a transform work on what it is applied to.
  const within = type === 'transform' ? false : top;
  return first(children(node), (child) => visit(child, within)) ?? predicates(node);
}

function path(node: Node, top: boolean): string | undefined {
  const steps = nodes(node['steps']);
  return first(steps, (step, index) => visit(step, top && index === 0) ?? predicates(step)) ?? predicates(node);
}

/** What hangs on a step: filters, grouping, sort terms. */
function predicates(node: Node): string | undefined {
  const hanging = [node['stages'], node['predicate'], node['group'], node['terms']].flatMap(nodes);
  return first(hanging, (part) => visit(part, false));
}

const HANGING = new Set(['stages', 'predicate', 'group', 'terms']);

function children(node: Node): Node[] {
  return Object.entries(node)
    .filter(([name]) => !HANGING.has(name))
    .flatMap(([, member]) => nodes(member));
}

function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  return typeof value === 'object' && value !== null && !(value instanceof RegExp) ? [value as Node] : [];
}

function first<T>(items: readonly T[], find: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
