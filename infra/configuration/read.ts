import { readFileSync } from 'node:fs';
import path from 'node:path';
import { conflictsIn } from './conflicts.ts';
import { faultsOf, WrongConfiguration } from './faults.ts';
import { repeatedKeysIn } from './repeated-keys.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** The file that is read unless another is named. */
export const configurationFile = 'lanekeeper.config.json';

/** Reads a configuration, the project's own unless a file is named. Throws WrongConfiguration with every fault. */
export function readConfiguration(file?: string): Configuration {
  const name = file ?? configurationFile;
  const at = file ?? path.resolve(import.meta.dirname, '../..', configurationFile);
  const text = textOf(name, at);
  const value = parsed(name, text);
  const faults = [...repeatedKeysIn(text), ...faultsOf(configurationSchema, value)];
  if (faults.length > 0) throw new WrongConfiguration(name, faults);
  const configuration = value as Configuration;
  const conflicts = conflictsIn(configuration);
  if (conflicts.length > 0) throw new WrongConfiguration(name, conflicts);
  return configuration;
}

function textOf(name: string, at: string): string {
  try {
    // What is no UTF-8 would be deployed with signs of replacement in it. A byte order mark, as some editors write, is no part of it.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(at));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'is a folder',
      ERR_ENCODING_INVALID_ENCODED_DATA: 'is not in UTF-8',
    };
    throw new WrongConfiguration(name, [{ path: [], message: reasons[code ?? ''] ?? `cannot be read: ${message}` }]);
  }
}

function parsed(name: string, text: string): unknown {
  if (text.trim() === '') throw new WrongConfiguration(name, [{ path: [], message: 'is empty' }]);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongConfiguration(name, [{ path: [], message: `is no JSON: ${(error as Error).message}` }]);
  }
}
