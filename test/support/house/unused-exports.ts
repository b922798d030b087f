import type { Fault } from './fault.ts';
import type { SourceFile } from './source-file.ts';

/** Whose exports are taken by others than files: AWS, a bundler that puts a file in a package's place, any listener, Vitest. */
const takenOutside: readonly RegExp[] = [
  /^functions\/.+\.handler\.ts handler$/,
  /^functions\/events\/.+\.events\.ts /,
  /^infra\/constructs\/stand-ins\//,
  /^functions\/platform\/credentials\.port\.ts /,
  /^local\/vitest\.config\.ts default$/,
  /^local\/test\/notes-app\/code\//,
  /^local\/test\/lambda\/transport\.calls\.ts handler$/,
];

/**
 * Exports of the product, its infrastructure and its runtime that no other file takes, types included. A test takes as
 * any file does: a rule may be exported so that it can be tested by itself.
 */
export function unusedExportFaults(files: readonly SourceFile[]): Fault[] {
  const taken = takenNames(files);
  return files
    .filter(({ path }) => /^(functions|infra|local)\//.test(path))
    .flatMap(({ path, exports }) => exports.map((name) => ({ path, name, what: `${path} ${name}` })))
    .filter(({ path, name }) => !taken.has(`${path} ${name}`) && !taken.has(`${path} *`))
    .filter(({ what }) => !takenOutside.some((pattern) => pattern.test(what)))
    .map(({ what }) => ({ what, why: 'is exported and nobody imports it' }));
}

/** `path name` of all that is imported; `path *` where a file is imported as a whole. */
function takenNames(files: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(
    files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target !== path)
        .flatMap(({ target, names }) => names.map((name) => `${target} ${name}`)),
    ),
  );
}
