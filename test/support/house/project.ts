import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type SourceFile, sourceFileOf } from './source-file.ts';

/** The folders that hold code. */
export const codeFolders: readonly string[] = ['functions', 'infra', 'local', 'test', 'bench'];

/** Reads all code of the project whose root is given, the plain scripts that start it included. */
export function readProject(root: string): SourceFile[] {
  return codeFolders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(folder, file.replaceAll('\\', '/')),
      ),
    )
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/(^|\/)(node_modules|cdk\.out)\//.test(file))
    .map((file) => sourceFileOf(file, readFileSync(path.join(root, file), 'utf8')))
    .map(withFilesOf(exportedFiles(root)));
}

/** The files that the package in local/ exports, by the specifiers under which others import them. */
function exportedFiles(root: string): ReadonlyMap<string, string> {
  const file = path.join(root, 'local/package.json');
  if (!existsSync(file)) return new Map();
  const { name, exports } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; exports: Record<string, string> };
  return new Map(
    Object.entries(exports).map(([face, own]) => [path.posix.join(name, face), path.posix.join('local', own)]),
  );
}

/** Names the files behind specifiers, so that imports over the border of the package count as all others do. */
function withFilesOf(exported: ReadonlyMap<string, string>): (file: SourceFile) => SourceFile {
  return (file) => ({
    ...file,
    imports: file.imports.map((each) => ({ ...each, target: exported.get(each.target) ?? each.target })),
  });
}
