import { readFile } from 'node:fs/promises';
import { isScript, outputOf } from './child-script.ts';

/**
 * Reads a seed's text: of a file of JSON, or of what a script (`.ts`, `.js`, `.mjs`) prints when it is run in `folder`.
 * Rejects with the script's own errors.
 */
export async function seedText(file: string, folder: string, signal: AbortSignal): Promise<string> {
  return isScript(file) ? outputOf({ command: file, folder }, signal) : readFile(file, 'utf8');
}
