import { levels, roomOf } from './rooms.ts';
import type { Import, SourceFile } from './source-file.ts';
import { eventPackages, layers, packages, platformPackages, suffixOf } from './suffixes.ts';

/** What infra/ takes of functions/: names of events, route lists and their description, types of the environment, retention. */
const infraTakes =
  /^functions\/(events\/.+|.+\.(routes|openapi|index)|platform\/(route|env\.port|retention\.policy))\.ts$/;

/** What a file imports although its place in the house or its suffix forbids it. */
export function doorFaults({ path: file, imports }: SourceFile): string[] {
  return imports.flatMap((each) => importFaults(file, each));
}

function importFaults(file: string, { target, typesOnly }: Import): string[] {
  const ours = /^(functions|infra|local|policies|test|bench|statemachines)\//.test(target);
  const fault = (why: string) => [`${file} imports ${target}: ${why}`];
  if (
    /^infra\/(?!demo\/|commands\/|emulator\/)/.test(file) &&
    target.startsWith('functions/') &&
    !infraTakes.test(target)
  )
    return fault('infra/ takes event names, route lists and environment types only');
  if (!file.startsWith('functions/')) return [];
  if (target.startsWith('policies/'))
    return suffixOf(file) === 'policy' ? [] : fault('only *.policy.ts reads policies/');
  if (ours && !target.startsWith('functions/')) return fault('functions/ stands on its own');
  return target.startsWith('functions/')
    ? roomFaults(file, target, { fault, typesOnly })
    : packageFaults(file, target, { fault, typesOnly });
}

interface Door {
  readonly fault: (why: string) => string[];
  readonly typesOnly: boolean;
}

function roomFaults(file: string, target: string, { fault, typesOnly }: Door): string[] {
  const [from, to] = [roomOf(file), roomOf(target)];
  const [own, other] = [levels[from], levels[to]];
  if (own === undefined || other === undefined) return fault('one of the two rooms is not in the house');
  if (from !== to && own <= other) return fault('rooms import downwards only');
  if (to === 'events' || typesOnly) return [];
  const [suffix, kind] = [suffixOf(file), suffixOf(target)];
  if (suffix === 'port' && kind === 'port' && to !== 'platform')
    return fault('a port knows the ports of platform/ only');
  return kind === 'pure' || layers[suffix]?.includes(kind) ? [] : fault(`a ${suffix} file may not`);
}

function packageFaults(file: string, target: string, { fault, typesOnly }: Door): string[] {
  const room = roomOf(file);
  if (room === 'events') return eventPackages.includes(target) ? [] : fault('events/ imports zod and Temporal only');
  if (room === 'platform' && typesOnly) return [];
  const suffix = suffixOf(file);
  const known = [...(packages[suffix] ?? []), ...((room === 'platform' && platformPackages[suffix]) || [])];
  return known.includes(target) ? [] : fault(`a ${suffix} file may not`);
}
