import type { Fault } from './fault.ts';
import type { SourceFile } from './source-file.ts';

/** The beginning of a string that names an event and the version of its form. */
const eventName = /['"`]([a-z-]+(?:\.[a-z-]+)+\.v\d+)/g;

/** Events that the product or its infrastructure spells as text instead of taking the name from events/. */
export function eventNameFaults(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => /^(functions\/(?!events\/)|infra\/)/.test(path))
    .flatMap(({ path, text }) => {
      const names = new Set([...text.matchAll(eventName)].map(([, name]) => name));
      return [...names].map((name) => ({
        what: `${path} ${name}`,
        why: 'is spelled out: take it from functions/events/',
      }));
    });
}
