/** One operation of a REST API. */
export interface RestRoute {
  readonly method: string;
  /** With `{Member}` for the parts that are members of the input. */
  readonly path: string;
  readonly action: string;
  /** Of the answer; 200 where it is left out. */
  readonly status?: number;
  /** Query parameters that are not a string member of the same name. */
  readonly query?: Readonly<Record<string, readonly [member: string, read: (text: string) => unknown]>>;
  /** Members of the output whose name on the wire differs. */
  readonly outputNames?: Readonly<Record<string, string>>;
}

interface MatchedRoute {
  readonly route: RestRoute;
  /** Input members read from path and query. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Finds the route for a method and a percent-encoded path, with the members its path and query carry. */
export function matchRoute(
  routes: readonly RestRoute[],
  request: { method: string; path: string; query: URLSearchParams },
): MatchedRoute | undefined {
  for (const route of routes) {
    const labels = route.method === request.method ? labelsOf(route.path, request.path) : undefined;
    if (labels) return { route, members: { ...queryMembers(route, request.query), ...labels } };
  }
  return undefined;
}

function labelsOf(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== actual : actual === '') return undefined;
    if (name !== undefined) labels[name] = decodeURIComponent(actual);
  }
  return labels;
}

function queryMembers(route: RestRoute, query: URLSearchParams): Record<string, unknown> {
  const members = [...query].map(([name, text]): [string, unknown] => {
    const [member, read] = route.query?.[name] ?? [name, String];
    return [member, read(text)];
  });
  return Object.fromEntries(members);
}
