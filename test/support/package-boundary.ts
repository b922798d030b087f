/** A file as the boundary asks about it. */
export interface ImportingFile {
  /** From the project's root. */
  readonly path: string;
  /** Paths from the project's root for files of ours, else the names of packages. */
  readonly targets: readonly string[];
}

/** What a package.json says about its borders. */
export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const folder = 'local/';
const ours = /^(functions|infra|local|policies|test|bench|statemachines)\//;
/** What is not run when the package runs. */
const aside = /^local\/(test|bench)\/|^local\/vitest\.config\.ts$/;

/**
 * What a file imports across the border of the package in `local/`: the package knows itself and its own dependencies,
 * everybody else knows its exports.
 */
export function boundaryFaults({ path, targets }: ImportingFile, manifest: Manifest): string[] {
  const allowed = path.startsWith(folder) ? allowedWithin(path, manifest) : allowedOutside(manifest);
  return targets.filter((target) => !allowed(target)).map((target) => `${path} imports ${target}`);
}

function allowedWithin(path: string, manifest: Manifest): (target: string) => boolean {
  const packages = { ...manifest.dependencies, ...(aside.test(path) && manifest.devDependencies) };
  return (target) => {
    if (ours.test(target)) return target.startsWith(folder);
    return target.startsWith('node:') || packageOf(target) in packages || isExported(target, manifest);
  };
}

function allowedOutside(manifest: Manifest): (target: string) => boolean {
  return (target) => (packageOf(target) === manifest.name ? isExported(target, manifest) : !target.startsWith(folder));
}

function isExported(target: string, { name, exports }: Manifest): boolean {
  return packageOf(target) === name && target.replace(name, '.') in exports;
}

/** The package that a specifier names, without the path in it. */
function packageOf(specifier: string): string {
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}
