import { readFile } from 'node:fs/promises';
import { readAssembly } from './cloudformation/assembly.ts';
import { loadStacks } from './cloudformation/cloudformation.ts';
import { answerProblem, writeAnswer } from './control/answer.ts';
import { control } from './control/control.ts';
import { problemAnswer } from './control/problem-answer.ts';
import { assertDeployable } from './iam/deployment.ts';
import { type Journal, noJournal } from './journal/journal.ts';
import { openJournal } from './journal/sqlite-journal.ts';
import { describeRuntime, type LoadedRuntime } from './loaded-runtime.ts';
import { type HttpExchange, listenOnLoopback } from './loopback-server.ts';
import { createPortServer, type PortServer } from './port-server.ts';
import { type ClockOption, freshClock, keptClock, type RuntimeClock } from './runtime-clock.ts';
import type { Scheduler } from './scheduler.ts';
import { emptySeed, readSeed, type Seed, sow } from './seed.ts';
import { createServices, type Services } from './services.ts';
import type { CountingScheduler } from './virtual-scheduler.ts';
import type { Watcher } from './watcher.ts';
import type { UnreadRequest, WireAnswer } from './wire/protocol.ts';

export interface RuntimeOptions {
  /** The folder of a cloud assembly, or the promise of one: the runtime listens while the app is synthesized. */
  readonly assembly: string | Promise<string>;
  /** The port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** The instant at which the clock starts, as ISO-8601, now by default; `real` for a clock that runs by itself. */
  readonly clock?: ClockOption;
  /** A seed file, or the promise of a seed's text. */
  readonly seed?: string | Promise<string>;
  /**
   * A directory that keeps all state, or the journal opened in it: what an earlier run left goes on, and clock and seed
   * hold for the first run only.
   */
  readonly data?: string | Journal;
  /** Hears of each request and of what time brings about; nobody by default. */
  readonly watcher?: Watcher | undefined;
  /** How functions reach AWS here: over the ports of their threads by default. The answers are the same over HTTP, which costs more. */
  readonly transport?: 'port' | 'http';
}

export interface Runtime {
  /** `http://127.0.0.1:<port>`: the AWS API, the app's APIs and, below `/_local`, the control API. */
  readonly url: string;
  /** The runtime's time; it also counts the timers that have failed. */
  readonly scheduler: CountingScheduler;
  /** Whether the clock runs by itself. */
  readonly clockRuns: boolean;
  /** Resolves when everything is loaded. Rejects with Unsupported for what the templates use and is not emulated, and with Undeployable. */
  readonly ready: Promise<LoadedRuntime>;
  /** Says that the code in a directory of the assembly was replaced; it is loaded anew at the next invocation. */
  reload(taskRoot: string): void;
  close(): Promise<void>;
}

interface Loaded {
  readonly runtime: LoadedRuntime;
  readonly services: Services;
}

/**
 * Starts a runtime that runs an assembly's templates; it listens when this resolves and works once `ready` does. Several
 * can run in one process. Rejects with the error of `listen` when the port is taken, with UnusableDirectory for `data`.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { clock = {}, data, watcher } = options;
  const journal = typeof data === 'string' ? openJournal(data) : (data ?? noJournal);
  const time = data === undefined ? freshClock(clock, watcher) : keptClock(clock, journal, { watcher });
  const { scheduler, runs: clockRuns } = time;
  let loaded: Loaded | undefined;
  const written = () => journal.written();
  const server = await listenOnLoopback(options.port, {
    answer: (exchange) => answer(exchange, { scheduler, watcher }, loaded),
    written,
  }).catch((error: unknown) => {
    journal.close();
    throw error;
  });
  const ports = createPortServer({ answer: (request) => answerFunction(request, loaded), written });
  const loading = load(options, { time, journal, url: server.url, ports }).then((done) => {
    loaded = done;
    return done;
  });
  const ready = loading.then(({ runtime }) => runtime);
  // It may fail before anybody waits for it.
  ready.catch(() => {});
  return {
    url: server.url,
    scheduler,
    clockRuns,
    ready,
    reload: (taskRoot) => loaded?.services.lambda.reload(taskRoot),
    async close() {
      await journal.written();
      // What breaks off from here on is not kept, as if the process had ended: the next run does it again.
      journal.close();
      ports.close();
      await server.close();
      await loaded?.services.lambda.close();
    },
  };
}

interface LoadingParts {
  readonly time: RuntimeClock;
  readonly journal: Journal;
  readonly url: string;
  readonly ports: PortServer;
}

async function load(options: RuntimeOptions, { time, journal, url, ports }: LoadingParts): Promise<Loaded> {
  const { scheduler, runs: timeRuns } = time;
  const sown = journal.shelf<Seed>('seed');
  const [[, earlier] = []] = sown.left();
  const [folder, seed] = await Promise.all([options.assembly, earlier ?? seedOf(options.seed)]);
  const assembly = readAssembly(folder);
  const { place } = assembly;
  const { watcher, transport = 'port' } = options;
  const answerCall = transport === 'port' ? ports.answer : undefined;
  const services = createServices({ scheduler, place, url, answerCall, assembly: folder, timeRuns, journal, watcher });
  const resources = await loadStacks(assembly, services.kinds);
  assertDeployable(resources, services.iam);
  for (const resource of resources) services.sqs.noteDeadLetters(resource);
  if (!earlier) {
    sow(seed, resources, { seedTable: services.dynamoDb.seed, addApiKey: services.apiGateway.addApiKey });
    sown.put('sown', () => seed);
  }
  const dropped = journal.dropUnclaimed();
  time.resume();
  const runtime = describeRuntime({ scheduler, services, resources, seed, url, region: place.region, dropped });
  return { services, runtime };
}

async function seedOf(seed: RuntimeOptions['seed']): Promise<Seed> {
  if (seed === undefined) return emptySeed;
  return readSeed(typeof seed === 'string' ? await readFile(seed, 'utf8') : await seed);
}

const starting = 'The runtime is starting; GET /_local answers 200 once it is ready.';

/** A function may call while the runtime is loaded, when it goes on with what an earlier run left. */
async function answerFunction(request: UnreadRequest, loaded: Loaded | undefined): Promise<WireAnswer> {
  const answer = loaded ? await loaded.services.endpoint(request) : problemAnswer(503, starting);
  return answer ?? problemAnswer(500, 'What came over a port is no call to AWS.');
}

interface Watched {
  readonly scheduler: Scheduler;
  readonly watcher: Watcher | undefined;
}

async function answer(
  exchange: HttpExchange,
  { scheduler, watcher }: Watched,
  loaded: Loaded | undefined,
): Promise<void> {
  const { request, response, body } = exchange;
  if (/^\/_local(?:[/?]|$)/.test(request.url ?? '')) return control(loaded?.runtime, exchange);
  if (!loaded) return answerProblem(response, 503, starting);
  const { endpoint, apiGateway } = loaded.services;
  const { method = 'GET', url = '/', headers } = request;
  const answered = await endpoint({ method, url, headers, body });
  if (answered) return writeAnswer(response, answered);
  const began = performance.now();
  await scheduler.track(apiGateway.handle(request, response, body));
  const milliseconds = performance.now() - began;
  watcher?.answered({ at: scheduler.now(), method, url, status: response.statusCode, milliseconds });
}
