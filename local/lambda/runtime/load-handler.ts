import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';

export type Handler = (event: unknown, context: unknown) => unknown;

/** An error of the runtime rather than of the function; `name` is what AWS answers as errorType. */
class RuntimeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const extensions = ['.js', '.mjs', '.cjs'];

/**
 * Loads `file.export` from a task root as the Node 24 runtime does. Throws RuntimeError for a handler that is missing,
 * malformed or takes a callback.
 */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  const [, path, exported] = /^((?:.*\/)?[^/.]+)\.([^/]+)$/.exec(handler) ?? [];
  if (path === undefined || exported === undefined)
    throw new RuntimeError('Runtime.MalformedHandlerName', 'Bad handler');
  const file = extensions
    .map((extension) => join(taskRoot, path + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${path}'`);
  const found = exported.split('.').reduce<unknown>(member, await loadModule(taskRoot, file));
  if (typeof found !== 'function')
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  // The Node 24 runtime counts the parameters, too.
  if (found.length >= 3)
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'Node.js 24 takes no callback-based function handlers.',
    );
  return found as Handler;
}

function member(owner: unknown, name: string): unknown {
  if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return undefined;
  return Reflect.get(owner, name);
}

async function loadModule(taskRoot: string, file: string): Promise<unknown> {
  const isScript = file.endsWith('.cjs') || (file.endsWith('.js') && !existsSync(join(taskRoot, 'package.json')));
  return isScript ? loadScript(file) : await import(pathToFileURL(file).href);
}

/**
 * Node would look above the task root and find the package.json of the project that holds the asset; on AWS nothing is
 * above it, and a plain .js file is CommonJS.
 */
function loadScript(file: string): unknown {
  const module = { exports: {} as unknown };
  const run = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}
