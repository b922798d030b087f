import { existsSync, readFileSync } from 'node:fs';
import { WrongCommandLine } from './wrong-command-line.ts';

/** Reads what `--context` said, each `NAME=VALUE` or the name of a JSON file; what is said later wins. Throws WrongCommandLine. */
export function contextOf(said: readonly string[]): Record<string, unknown> {
  return Object.assign({}, ...said.map((each) => pairOf(each) ?? contentOf(each)));
}

function pairOf(said: string): Record<string, string> | undefined {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(said) ?? [];
  return name === undefined || value === undefined ? undefined : { [name]: value };
}

function contentOf(file: string): Record<string, unknown> {
  if (!existsSync(file)) throw new WrongCommandLine(`--context: there is no ${file}, and NAME=VALUE has a "=".`);
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return { ...content };
  } catch {
    // Said below.
  }
  throw new WrongCommandLine(`--context: ${file} holds no JSON object.`);
}
