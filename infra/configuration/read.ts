import { readFileSync } from 'node:fs';
import path from 'node:path';
import { conflictsIn } from './conflicts.ts';
import { faultsOf, WrongConfiguration } from './faults.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** The file that is read unless another is named. */
export const configurationFile = 'lanekeeper.config.json';

/** Reads a configuration, the project's own unless a file is named. Throws WrongConfiguration with every fault. */
export function readConfiguration(file?: string): Configuration {
  const name = file ?? configurationFile;
  const at = file ?? path.resolve(import.meta.dirname, '../..', configurationFile);
  const value = parsed(name, textOf(name, at));
  const faults = faultsOf(configurationSchema, value);
  if (faults.length > 0) throw new WrongConfiguration(name, faults);
  const configuration = value as Configuration;
  const conflicts = conflictsIn(configuration);
  if (conflicts.length > 0) throw new WrongConfiguration(name, conflicts);
  return configuration;
}

function textOf(name: string, at: string): string {
  try {
    return readFileSync(at, 'utf8');
  } catch (error) {
    throw new WrongConfiguration(name, [{ path: [], message: `cannot be read: ${(error as Error).message}` }]);
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongConfiguration(name, [{ path: [], message: `is no JSON: ${(error as Error).message}` }]);
  }
}
