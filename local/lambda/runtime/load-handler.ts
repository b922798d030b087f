import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileScript } from './compiled-script.ts';
import type { CompiledCode } from './message.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

interface Loaded {
  readonly handler: Handler;
  /** What V8 has compiled of it so far; undefined for a module, and where it began with compiled code. */
  readonly compiled: (() => CompiledCode) | undefined;
}

/** An error of the runtime rather than of the function; `name` is what AWS answers as errorType. */
class RuntimeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const extensions = ['.js', '.mjs', '.cjs'];

interface Given {
  /** What another thread has compiled of the handler's script. */
  readonly code?: CompiledCode | undefined;
  /** Gives what a script gets for node's http; by default that is node's. */
  readonly http?: (() => unknown) | undefined;
}

/**
 * Loads `file.export` from a task root as the Node 24 runtime does.
 * Throws RuntimeError for a handler that is missing, malformed or takes a callback.
 */
export async function loadHandler(taskRoot: string, handler: string, given: Given = {}): Promise<Loaded> {
  const [, path, exported] = /^((?:.*\/)?[^/.]+)\.([^/]+)$/.exec(handler) ?? [];
  if (path === undefined || exported === undefined)
    throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  const file = extensions
    .map((extension) => join(taskRoot, path + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${path}'`);
  const { exports, compiled } = isScript(taskRoot, file) ? loadScript(file, given) : await loadModule(file);
  const found = exported.split('.').reduce<unknown>(member, exports);
  if (typeof found !== 'function')
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  // The Node 24 runtime counts the parameters, too.
  if (found.length >= 3)
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'Node.js 24 takes no callback-based function handlers.',
    );
  return { handler: found as Handler, compiled };
}

function member(owner: unknown, name: string): unknown {
  if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return undefined;
  return Reflect.get(owner, name);
}

interface LoadedFile {
  readonly exports: unknown;
  readonly compiled: Loaded['compiled'];
}

function isScript(taskRoot: string, file: string): boolean {
  return file.endsWith('.cjs') || (file.endsWith('.js') && !existsSync(join(taskRoot, 'package.json')));
}

async function loadModule(file: string): Promise<LoadedFile> {
  return { exports: await import(pathToFileURL(file).href), compiled: undefined };
}

/**
 * Node would look above the task root and find the package.json of the project that holds the asset; on AWS nothing is
 * above it, and a plain .js file is CommonJS.
 */
function loadScript(file: string, { code, http }: Given): LoadedFile {
  const module = { exports: {} as unknown };
  const { run, compiled } = compileScript({ file, text: readFileSync(file, 'utf8'), code });
  run.call(module.exports, module.exports, requireIn(file, http), module, file, dirname(file));
  return { exports: module.exports, compiled };
}

/** What the script's own packages require is node's: only what is bundled with it sees the other http. */
function requireIn(file: string, http: Given['http']): NodeJS.Require {
  const own = createRequire(file);
  if (!http) return own;
  return Object.assign((id: string) => (id === 'node:http' || id === 'http' ? http() : own(id)), own);
}
