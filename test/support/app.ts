import { startRuntime } from 'assembly-runtime';
import { synthesizedApp } from './assembly.ts';
import { type Aws, openAws } from './aws.ts';
import { type Answer, type CallOptions, call } from './call.ts';
import { type Control, openControl } from './control.ts';
import { type ExtraCaller, withCallers } from './extra-callers.ts';

export interface AppOptions {
  /** Where the clock stands at first, ISO-8601. Monday 2026-11-23 at ten in New York by default. */
  readonly clock?: string;
  /** Callers beside the demo's (oem, dealer-1, dealer-2), by the name under which `as` finds them. */
  readonly callers?: Readonly<Record<string, ExtraCaller>>;
  /** What is given on top of the demo's context. */
  readonly context?: Readonly<Record<string, string>>;
  /** Another assembly than the app's own: one in which calls may be denied. */
  readonly assembly?: string;
  /** What the names in that assembly begin with, where it is not the demo's. */
  readonly base?: string;
}

/** The synthesized app with the demo's seed, running on a runtime of its own under the test clock. */
export interface App extends Control, Aws {
  /** The API's base URL, before `/v1`. */
  readonly api: string;
  /** Calls the API. A text is sent as it is, bytes too, anything else as JSON. */
  get(path: string, options?: CallOptions): Promise<Answer>;
  post(path: string, body: unknown, options?: CallOptions): Promise<Answer>;
  put(path: string, body: unknown, options?: CallOptions): Promise<Answer>;
  /** Resolves when everything that was started so far has ended. */
  rest(): Promise<void>;
  /** Ends the app. Rejects when IAM has denied a call: the app's own templates allow all that it does. */
  close(): Promise<void>;
}

export const mondayAtTen = '2026-11-23T15:00:00.000Z';

/** Starts the app; one per test file, closed in `afterAll`. */
export async function startApp({
  clock = mondayAtTen,
  callers = {},
  context,
  ...other
}: AppOptions = {}): Promise<App> {
  const { assembly: own, seed } = await synthesizedApp(context);
  const assembly = other.assembly ?? own;
  const seeded = withCallers(seed, callers).replaceAll('"lanekeeper-dev', `"${other.base ?? 'lanekeeper-dev'}`);
  const runtime = await startRuntime({ assembly, port: 0, clock: { start: clock }, seed: Promise.resolve(seeded) });
  const { overview, seed: sown } = await runtime.ready;
  const keys = new Map(Object.entries(sown.credentials).map(([name, { key }]) => [name, key]));
  const send = (method: string, path: string, options: CallOptions & { body?: unknown } = {}) =>
    call(`${overview.api}${path}`, { method, keys, ...options });
  const aws = openAws(runtime.url);
  const rest = () => runtime.scheduler.idle();
  const control = openControl(`${runtime.url}/_local`, rest);
  return {
    api: overview.api,
    get: (path, options) => send('GET', path, options),
    post: (path, body, options) => send('POST', path, { body, ...options }),
    put: (path, body, options) => send('PUT', path, { body, ...options }),
    ...control,
    ...aws,
    items: () => rest().then(aws.items),
    rest,
    async close() {
      const denied = assembly === own ? await control.denied() : [];
      await runtime.close();
      if (denied.length > 0) throw new Error(`Calls were denied: ${JSON.stringify(denied, undefined, 2)}`);
    },
  };
}
