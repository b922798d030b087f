import type { Fault } from './fault.ts';
import type { Import, SourceFile } from './source-file.ts';

/** Which of the files a file imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The imports among the files, those of types included; `follows` leaves some of them out. */
export function importGraph(
  files: readonly SourceFile[],
  follows: (each: Import) => boolean = () => true,
): ImportGraph {
  const known = new Set(files.map(({ path }) => path));
  const targets = ({ imports }: SourceFile) => imports.filter(follows).map(({ target }) => target);
  return new Map(files.map((file) => [file.path, targets(file).filter((target) => known.has(target))]));
}

/** All a file imports, directly and through others; itself only where it lies in a circle. */
export function closureOf(graph: ImportGraph, file: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(graph.get(file) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return reached;
}

/** The largest sets of files of which each imports every other one in the end, sorted. */
export function circlesOf(graph: ImportGraph): string[][] {
  const closures = new Map([...graph.keys()].map((file) => [file, closureOf(graph, file)]));
  const inCircles = [...closures].filter(([file, closure]) => closure.has(file));
  return inCircles.flatMap(([file, closure]) => {
    const circle = [...closure].filter((other) => closures.get(other)?.has(file)).sort();
    return circle[0] === file ? [circle] : [];
  });
}

/** The sentence's place is the circle's files, as `circleName` writes them. */
export function circleFaults(files: readonly SourceFile[]): Fault[] {
  return circlesOf(importGraph(files)).map((circle) => ({ what: circleName(circle), why: 'import each other' }));
}

export function circleName(circle: readonly string[]): string {
  return circle.join(', ');
}
