import path from 'node:path';

/** The rooms of functions/, each with the level it stands on; a room imports from lower levels and from itself. */
const levels: Readonly<Record<string, number>> = {
  events: 0,
  platform: 1,
  access: 2,
  intake: 2,
  messages: 2,
  dealers: 2,
  owners: 3,
  leads: 4,
  service: 4,
  campaigns: 4,
  journeys: 5,
  sync: 5,
  replay: 6,
  scorecard: 6,
  console: 7,
};

const time = 'temporal-polyfill';
const parsers = ['fast-xml-parser', 'libphonenumber-js/min'];

/** The outside packages a file may import, by its suffix; `pure` is a file without one. */
const packages: Readonly<Record<string, readonly string[]>> = {
  pure: [time],
  contract: ['zod', time, ...parsers],
  view: ['zod', time],
  policy: ['zod'],
  store: ['node:crypto', time],
  port: ['@aws-sdk/client-sesv2', time],
  flow: [time],
  handler: ['zod', time, 'aws-lambda'],
  routes: [],
  openapi: ['zod'],
};

/** The suffixes of ours a file may import beside pure ones, by its own suffix. */
const layers: Readonly<Record<string, readonly string[]>> = {
  pure: [],
  contract: ['contract'],
  view: ['view'],
  policy: ['policy'],
  store: ['store'],
  // Of other ports an outside service is told where it is: by the environment.
  port: ['port'],
  // What several handlers do alike: load, decide, save; never an entry itself.
  flow: ['contract', 'view', 'policy', 'store', 'port', 'flow'],
  handler: ['contract', 'view', 'policy', 'store', 'port', 'flow', 'routes'],
  routes: [],
  openapi: ['contract', 'view', 'policy', 'routes'],
};

/** What infra/ takes of functions/: names of events, route lists and their description, types of the environment. */
const infraTakes = /^functions\/(events\/.+|.+\.(routes|openapi|index)|platform\/(route|operation|env\.port))\.ts$/;
const forbiddenName = /(^|\/)(utils?|common|shared|helpers?|types?|lib|src|misc)(\/|\.ts$)|(^|\/)index\.ts$/;
/** Lines of a file, at most. */
const wall = 250;

interface Import {
  /** A path from the project's root for files of ours, else the package's name. */
  readonly target: string;
  readonly typesOnly: boolean;
}

/** Everything the house rules have against a file, as sentences; `file` is its path from the project's root. */
export function faultsOf(file: string, source: string): string[] {
  const imports = importsOf(file, source);
  return [
    ...(forbiddenName.test(file) ? [`${file} has a name that says nothing of what is in it`] : []),
    ...(source.split('\n').length - 1 > wall ? [`${file} has more than ${wall} lines`] : []),
    ...(!file.startsWith('test/') && /\benum\s+\w+\s*\{/.test(source) ? [`${file} declares an enum`] : []),
    ...worldFaults(file, source),
    ...imports.flatMap((each) => importFaults(file, each)),
  ];
}

function importsOf(file: string, source: string): Import[] {
  const clause = String.raw`(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+)(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?`;
  const from = new RegExp(
    String.raw`^(?:import|export)\s+(type\s+)?(?:(${clause})\s+from\s+)?['"]([^'"\n]+)['"]`,
    'gm',
  );
  const statements = source.matchAll(from);
  const lazy = source.matchAll(/\bimport\(\s*()()['"]([^'"]+)['"]/g);
  return [...statements, ...lazy].map(([, type, names = '', specifier = '']) => ({
    target: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
    typesOnly: type !== undefined && type !== '' ? true : /^\{(\s*type\s+\w+\s*,?)+\}$/.test(names.trim()),
  }));
}

/** Clock, chance and environment have one way in each. */
function worldFaults(file: string, source: string): string[] {
  if (!file.startsWith('functions/')) return [];
  const ways: readonly [RegExp, string, string][] = [
    [/\bprocess\.env\b/, 'reads process.env', 'functions/platform/env.port.ts'],
    [/\bDate\.now\(|new Date\(\)|Temporal\.Now\b/, 'reads the clock', 'functions/platform/context.port.ts'],
    [/\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, 'uses chance', 'functions/platform/context.port.ts'],
  ];
  return ways.flatMap(([pattern, does, only]) =>
    file !== only && pattern.test(source) ? [`${file} ${does}; only ${only} may`] : [],
  );
}

function importFaults(file: string, { target, typesOnly }: Import): string[] {
  const ours = /^(functions|infra|local|policies|test|bench|statemachines)\//.test(target);
  const fault = (why: string) => [`${file} imports ${target}: ${why}`];
  if (file.startsWith('local/'))
    return ours && !target.startsWith('local/') ? fault('local/ knows nothing of the product') : [];
  if (/^infra\/(?!demo\/|commands\/)/.test(file) && target.startsWith('functions/') && !infraTakes.test(target))
    return fault('infra/ takes event names, route lists and environment types only');
  if (!file.startsWith('functions/')) return [];
  if (target.startsWith('policies/'))
    return suffixOf(file) === 'policy' ? [] : fault('only *.policy.ts reads policies/');
  if (ours && !target.startsWith('functions/')) return fault('functions/ stands on its own');
  return target.startsWith('functions/')
    ? roomFaults(file, target, { fault, typesOnly })
    : packageFaults(file, target, fault);
}

type Fault = (why: string) => string[];

function roomFaults(
  file: string,
  target: string,
  { fault, typesOnly }: { fault: Fault; typesOnly: boolean },
): string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  const [own, other] = [levels[from], levels[to]];
  if (own === undefined || other === undefined) return fault('one of the two rooms is not in the house');
  if (from !== to && own <= other) return fault('rooms import downwards only');
  if (to === 'events' || typesOnly) return [];
  const suffix = suffixOf(file);
  const kind = suffixOf(target);
  return kind === 'pure' || layers[suffix]?.includes(kind) ? [] : fault(`a ${suffix} file may not`);
}

function packageFaults(file: string, target: string, fault: Fault): string[] {
  const room = roomOf(file);
  if (room === 'platform') return [];
  if (room === 'events') return ['zod', time].includes(target) ? [] : fault('events/ imports zod and Temporal only');
  const suffix = suffixOf(file);
  return packages[suffix]?.includes(target) ? [] : fault(`a ${suffix} file may not`);
}

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function suffixOf(file: string): string {
  const suffix = path.posix.basename(file, '.ts').split('.')[1] ?? 'pure';
  return suffix in layers ? suffix : 'pure';
}
