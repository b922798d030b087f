import type { GatewayState, Method } from './gateway-state.ts';

interface Node {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly literal: Map<string, Node>;
  readonly methods: Map<string, Method>;
  parameter?: { readonly name: string; readonly node: Node };
  greedy?: { readonly name: string; readonly node: Node };
}

export interface Route {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly method: Method;
  /** Values as sent, percent-encoding kept: REST APIs do not decode them (recorded on AWS). */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/** Finds the method of a request, or undefined when there is none. */
export type Router = (httpMethod: string, path: string) => Route | undefined;

/** Builds the router of one API. Literal parts win over `{name}`, and that over `{name+}`; one trailing slash is ignored. */
export function createRouter(state: GatewayState, apiId: string): Router {
  const root = buildTree(state, apiId);
  return (httpMethod, path) => {
    const parts = path.split('/').slice(1);
    if (parts.at(-1) === '') parts.pop();
    const found = walk(root, parts, {});
    const method = found?.node.methods.get(httpMethod) ?? found?.node.methods.get('ANY');
    if (!found || !method) return undefined;
    const { resourceId, resourcePath } = found.node;
    const pathParameters = Object.keys(found.parameters).length > 0 ? found.parameters : null;
    return { resourceId, resourcePath, method, pathParameters };
  };
}

type Parameters = Readonly<Record<string, string>>;

function walk(
  node: Node,
  parts: readonly string[],
  parameters: Parameters,
): { node: Node; parameters: Parameters } | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return node.methods.size > 0 ? { node, parameters } : undefined;
  const literal = node.literal.get(part);
  const { parameter, greedy } = node;
  return (
    (literal && walk(literal, rest, parameters)) ??
    (parameter && part !== '' ? walk(parameter.node, rest, { ...parameters, [parameter.name]: part }) : undefined) ??
    (greedy && { node: greedy.node, parameters: { ...parameters, [greedy.name]: parts.join('/') } })
  );
}

function buildTree(state: GatewayState, apiId: string): Node {
  const rootId = state.apis.get(apiId)?.rootResourceId ?? '';
  const grow = (resourceId: string, path: string): Node => {
    const methods = state.methods.filter((method) => method.apiId === apiId && method.resourceId === resourceId);
    const node: Node = {
      resourceId,
      resourcePath: path === '' ? '/' : path,
      literal: new Map(),
      methods: new Map(methods.map((method) => [method.httpMethod, method])),
    };
    for (const child of state.resources) {
      if (child.apiId === apiId && child.parentId === resourceId)
        hang(node, child.pathPart, grow(child.id, `${path}/${child.pathPart}`));
    }
    return node;
  };
  return grow(rootId, '');
}

function hang(parent: Node, pathPart: string, node: Node): void {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(pathPart) ?? [];
  if (name === undefined) parent.literal.set(pathPart, node);
  else if (plus === '+') parent.greedy = { name, node };
  else parent.parameter = { name, node };
}
