import { readFile } from 'node:fs/promises';
import { readAssembly } from './cloudformation/assembly.ts';
import { loadStacks } from './cloudformation/cloudformation.ts';
import { answerProblem } from './control/answer.ts';
import { control } from './control/control.ts';
import { type Exchange, listenOnLoopback } from './loopback-server.ts';
import { createRealScheduler } from './real-scheduler.ts';
import { machineOf, type RunningMachine } from './running-machine.ts';
import type { Scheduler } from './scheduler.ts';
import { emptySeed, readSeed, type Seed, sow } from './seed.ts';
import { createServices, type Services } from './services.ts';
import { createScheduler } from './virtual-scheduler.ts';

export interface RuntimeOptions {
  /** The folder of a cloud assembly, or the promise of one: the machine listens while the app is synthesized. */
  readonly assembly: string | Promise<string>;
  /** The port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** The instant at which the clock starts, as ISO-8601, now by default; `real` for a clock that runs by itself. */
  readonly clock?: { readonly start?: string } | 'real';
  /** A seed file, or the promise of a seed's text. */
  readonly seed?: string | Promise<string>;
}

export interface Runtime {
  /** `http://127.0.0.1:<port>`: the AWS API, the app's APIs and, below `/_local`, the control API. */
  readonly url: string;
  readonly scheduler: Scheduler;
  /** Resolves when everything is loaded. Rejects with Unsupported for what the templates use and is not emulated. */
  readonly ready: Promise<RunningMachine>;
  close(): Promise<void>;
}

interface Loaded {
  readonly machine: RunningMachine;
  readonly services: Services;
}

/**
 * Starts a machine that runs an assembly's templates; it listens when this resolves and works once `ready` does. Several
 * can run in one process. Rejects with the error of `listen` when the port is taken.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const scheduler = schedulerFor(options.clock ?? {});
  let loaded: Loaded | undefined;
  const server = await listenOnLoopback(options.port, (exchange) => answer(exchange, scheduler, loaded));
  const loading = load(options, scheduler, server.url).then((done) => {
    loaded = done;
    return done;
  });
  // Whoever started the machine hears of a failure through `ready`.
  loading.catch(() => {});
  return {
    url: server.url,
    scheduler,
    ready: loading.then(({ machine }) => machine),
    async close() {
      await server.close();
      const { services } = await loading.catch(() => ({ services: undefined }));
      await services?.lambda.close();
    },
  };
}

function schedulerFor(clock: { readonly start?: string } | 'real'): Scheduler {
  if (clock === 'real') return createRealScheduler({ start: Date.now() });
  return createScheduler({ start: clock.start === undefined ? Date.now() : Date.parse(clock.start) });
}

async function load(options: RuntimeOptions, scheduler: Scheduler, url: string): Promise<Loaded> {
  const [folder, seed] = await Promise.all([options.assembly, seedOf(options.seed)]);
  const assembly = readAssembly(folder);
  const { place } = assembly;
  const services = createServices({ scheduler, place, url, assembly: folder, timeRuns: options.clock === 'real' });
  const resources = await loadStacks(assembly, services.kinds);
  for (const resource of resources) services.sqs.noteDeadLetters(resource);
  sow(seed, resources, { seedTable: services.dynamoDb.seed, addApiKey: services.apiGateway.addApiKey });
  return { services, machine: machineOf({ scheduler, services, resources, seed, url }) };
}

async function seedOf(seed: RuntimeOptions['seed']): Promise<Seed> {
  if (seed === undefined) return emptySeed;
  return readSeed(typeof seed === 'string' ? await readFile(seed, 'utf8') : await seed);
}

async function answer(exchange: Exchange, scheduler: Scheduler, loaded: Loaded | undefined): Promise<void> {
  const { request, response, body } = exchange;
  if (/^\/_local(?:[/?]|$)/.test(request.url ?? '')) return control(loaded?.machine, exchange);
  if (!loaded)
    return answerProblem(response, 503, 'The machine is starting; GET /_local answers 200 once it is ready.');
  const { endpoint, apiGateway } = loaded.services;
  if (await endpoint(request, response, body)) return;
  await scheduler.track(apiGateway.handle(request, response, body));
}
