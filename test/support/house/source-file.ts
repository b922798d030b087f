import path from 'node:path';
import { type ParseResult, parseSync } from 'rolldown/utils';
import { type FunctionShape, functionsOf } from './function-shape.ts';
import { allPartsOf } from './syntax.ts';

/** What a file takes of another one. */
export interface Import {
  /** A path from the project's root for files of ours, else the package's name. */
  readonly target: string;
  readonly typesOnly: boolean;
  /** What is taken, by its exported name: `default` and, for everything, `*` among them. */
  readonly names: readonly string[];
}

/** A TypeScript file as the house rules ask about it. */
export interface SourceFile {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The names that others may take, those of types included. */
  readonly exports: readonly string[];
  readonly functions: readonly FunctionShape[];
}

/** Reads a file; `file` is its path from the project's root. Throws where the text is no TypeScript. */
export function sourceFileOf(file: string, text: string): SourceFile {
  const parsed = parseSync(file, text, { lang: 'ts' });
  const [error] = parsed.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const imports = [
    ...staticImports(parsed),
    ...passedOn(parsed),
    ...lazyImports(parsed, text),
    ...inTypes(parsed, text),
  ];
  return {
    path: file,
    text,
    imports: imports.map((each) => ({ ...each, target: targetOf(file, each.target) })),
    exports: parsed.module.staticExports.flatMap(({ entries }) => entries.map(({ exportName }) => nameOf(exportName))),
    functions: functionsOf(parsed.program, text),
  };
}

/** Reads files that are given by their path. */
export function sourceFilesOf(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([file, text]) => sourceFileOf(file, text));
}

function targetOf(file: string, specifier: string): string {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
}

function nameOf({ kind, name }: { kind: string; name: string | null }): string {
  return name ?? (kind === 'Default' ? 'default' : '*');
}

function staticImports({ module }: ParseResult): Import[] {
  return module.staticImports.map(({ moduleRequest, entries }) => ({
    target: moduleRequest.value,
    typesOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    names: entries.map(({ importName }) => nameOf(importName)),
  }));
}

/** `export … from` takes as an import does. */
function passedOn({ module }: ParseResult): Import[] {
  const entries = module.staticExports.flatMap((statement) => statement.entries);
  return entries.flatMap(({ moduleRequest, importName, isType }) =>
    moduleRequest === null ? [] : [{ target: moduleRequest.value, typesOnly: isType, names: [nameOf(importName)] }],
  );
}

/** `import('…')` somewhere in the code; a specifier that is computed is nobody's name and not looked at. */
function lazyImports({ module }: ParseResult, text: string): Import[] {
  return module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, target] = /^['"`](.+)['"`]$/.exec(text.slice(start, end)) ?? [];
    return target === undefined ? [] : [{ target, typesOnly: false, names: ['*'] }];
  });
}

/** `import('…').Name` as a type. */
function inTypes({ program }: ParseResult, text: string): Import[] {
  // Hardly a file does this, and looking through all parts of all files takes a second.
  if (!text.includes('import(')) return [];
  return allPartsOf(program).flatMap((part) =>
    part.type === 'TSImportType' ? [{ target: part.source.value, typesOnly: true, names: ['*'] }] : [],
  );
}
