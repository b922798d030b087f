import path from 'node:path';
import type { Fault } from './fault.ts';
import type { SourceFile } from './source-file.ts';

interface RetiredWord {
  readonly word: string;
  /** What says it better; stands in the fault's sentence. */
  readonly instead: string;
  /** Only a name that is nothing but this word is refused. */
  readonly alone?: true;
  /** Where the word has its right meaning: matches the file's path, a space and the name. */
  readonly but?: RegExp;
}

/** Words that no longer stand in the names of files, exports and functions: each was used for another thing as well. */
const retiredWords: readonly RetiredWord[] = [
  { word: 'turned', alone: true, instead: 'clamp, for dials' },
  { word: 'standing', alone: true, instead: 'the status, of a reservation for example' },
  { word: 'said', alone: true, instead: 'stated, for what a document says' },
  { word: 'mixed', alone: true, instead: 'hash' },
  {
    word: 'machine',
    instead: 'runtime, for the local computer, or state machine',
    but: /^local\/(test\/)?step-functions\/|state-?machine/i,
  },
  { word: 'notice', instead: 'notification' },
  { word: 'store', instead: 'dealer, for a dealership', but: /^local\// },
];

/** Files, exports and functions that are named with a retired word. */
export function retiredWordFaults(files: readonly SourceFile[]): Fault[] {
  return files.flatMap((file) =>
    [...namesIn(file)].flatMap((name) =>
      retiredWords
        .filter((retired) => uses(file.path, name, retired))
        .map(({ word, instead }) => ({ what: `${file.path} ${name}`, why: `says "${word}": say ${instead}` })),
    ),
  );
}

/** The name of the file without its suffixes, which are no words of ours, and the names that it gives. */
function namesIn({ path: file, exports, functions }: SourceFile): ReadonlySet<string> {
  const [base = ''] = path.posix.basename(file).split('.');
  const own = functions.map(({ name }) => name.split('.').at(-1) ?? '');
  return new Set([base, ...exports, ...own]);
}

function uses(file: string, name: string, { word, alone, but }: RetiredWord): boolean {
  if (but?.test(`${file} ${name}`)) return false;
  const words = wordsOf(name);
  return alone ? words.join() === word : words.some((each) => each === word || each === `${word}s`);
}

/** `slaNotices` and `sla-notices` are `sla` and `notices`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
