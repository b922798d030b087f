import { doorFaults } from './doors.ts';
import type { SourceFile } from './source-file.ts';

const forbiddenName = /(^|\/)(utils?|common|shared|helpers?|types?|lib|src|misc)(\/|\.ts$)|(^|\/)index\.ts$/;
/** Lines of a file, at most. */
const wall = 250;

/** Everything the house rules have against a file, as sentences. */
export function faultsOf(file: SourceFile): string[] {
  const { path, text } = file;
  return [
    ...(forbiddenName.test(path) ? [`${path} has a name that says nothing of what is in it`] : []),
    ...(text.split('\n').length - 1 > wall ? [`${path} has more than ${wall} lines`] : []),
    ...(!path.startsWith('test/') && /\benum\s+\w+\s*\{/.test(text) ? [`${path} declares an enum`] : []),
    ...worldFaults(path, text),
    ...staleTimeFaults(file),
    ...doorFaults(file),
  ];
}

/** What is decided again is decided at another instant, which `settle` hands on. */
function staleTimeFaults({ path, functions }: SourceFile): string[] {
  if (!path.startsWith('functions/')) return [];
  return functions.some(({ handedTo, parameters }) => handedTo === 'settle' && parameters === 0)
    ? [`${path} decides without the time of the attempt that settle hands on`]
    : [];
}

/** Clock, chance and environment have one way in each. */
function worldFaults(file: string, text: string): string[] {
  if (!file.startsWith('functions/')) return [];
  const ways: readonly [RegExp, string, string][] = [
    [/\bprocess\.env\b/, 'reads process.env', 'functions/platform/env.port.ts'],
    [/\bDate\.now\(|new Date\(\)|Temporal\.Now\b/, 'reads the clock', 'functions/platform/context.port.ts'],
    [/\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, 'uses chance', 'functions/platform/context.port.ts'],
  ];
  return ways.flatMap(([pattern, does, only]) =>
    file !== only && pattern.test(text) ? [`${file} ${does}; only ${only} may`] : [],
  );
}
