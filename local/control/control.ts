/**
 * The control API of this runtime, below `/_local`: the clock, and what happened so far. It is no part of AWS.
 *
 * What is looked at is looked at after the runtime came to rest, or after a second where it does not rest, so that what
 * a request just caused is there. Errors are problem details.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scheduler } from '../scheduler.ts';
import { answerJson, answerProblem } from './answer.ts';
import { Problem } from './problem.ts';
import { type ControlledRuntime, type ControlRequest, type ControlRoute, controlRoutes } from './routes.ts';

/** How long a look waits for rest, in real milliseconds. */
const patience = 1000;

/** Answers a request below `/_local`. `runtime` is undefined while it starts, which is answered with 503. */
export async function control(
  runtime: ControlledRuntime | undefined,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly body: Buffer },
): Promise<void> {
  const { request, response } = exchange;
  try {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { route, name } = routeOf(url.pathname);
    const { method = 'GET' } = request;
    const answer = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined;
    if (!answer) return refuseMethod(response, route, method);
    if (!runtime) throw new Problem(503, 'The machine is starting; GET /_local answers 200 once it is ready.');
    if (method === 'GET') await untilIdle(runtime.scheduler);
    const asked: ControlRequest = { query: url.searchParams, body: exchange.body.toString('utf8'), name };
    answerJson(response, 200, await answer(runtime, asked));
  } catch (error) {
    if (error instanceof Problem) return answerProblem(response, error.status, error.message);
    console.error(error);
    answerProblem(response, 500, error instanceof Error ? error.message : String(error));
  }
}

function routeOf(pathname: string): { route: ControlRoute; name: string } {
  const path = pathname.replace(/\/+$/, '');
  const route = controlRoutes.find((each) => each.path === path);
  if (route) return { route, name: '' };
  const [parent = '', name = ''] = /^(.*)\/([^/]+)$/.exec(path)?.slice(1) ?? [];
  const named = controlRoutes.find((each) => each.path === `${parent}/{name}`);
  if (named) return { route: named, name: decodeName(name) };
  const paths = controlRoutes.map((each) => each.path).join(', ');
  throw new Problem(404, `There is no ${pathname}. There are: ${paths}.`);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function refuseMethod(response: ServerResponse, route: ControlRoute, method: string): void {
  const allowed = Object.keys(route.methods).join(', ');
  response.setHeader('allow', allowed);
  answerProblem(response, 405, `${route.path} takes ${allowed}, not ${method}.`);
}

async function untilIdle(scheduler: Scheduler): Promise<void> {
  let tired: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    tired = setTimeout(resolve, patience);
  });
  await Promise.race([scheduler.idle(), enough]);
  clearTimeout(tired);
}
