import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a file of one JSON document a line; none where the folder has no such file. */
export function readCases<T>(folder: string, file: string): readonly T[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}
