/** What an installation's names are made of. */
interface Named {
  readonly prefix: string;
  readonly stage: string;
}

/** The prefix where nothing else is said; commands and metrics need not name it. */
export const usualPrefix = 'lanekeeper';

/** What the names of an installation begin with, one such in an account and region: `lanekeeper-dev`. */
export function baseOf({ prefix, stage }: Named): string {
  return `${prefix}-${stage}`;
}

/** By what metrics and events tell an installation from another: the stage, where the prefix is the usual one. */
export function labelOf({ prefix, stage }: Named): string {
  return prefix === usualPrefix ? stage : baseOf({ prefix, stage });
}

/** Below what the log groups of an installation lie. */
export function logFolderOf({ prefix, stage }: Named): string {
  return `/${prefix}/${stage}`;
}

/** The names of an installation's tables: of all that is kept, and of the callers' credentials. */
export function tablesOf(base: string): { readonly main: string; readonly credentials: string } {
  return { main: base, credentials: `${base}-credentials` };
}
