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
    .map((file) => sourceFileOf(file, readFileSync(path.join(root, file), 'utf8')));
}
