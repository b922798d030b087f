import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { EventDefinition } from '../../functions/events/event.ts';

const folder = path.resolve(import.meta.dirname, '../../functions/events');

/** Every event that the rooms publish, by its type. Throws when two go by one type. */
export async function publishedLanguage(): Promise<ReadonlyMap<string, EventDefinition>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.events.ts'));
  const modules: object[] = await Promise.all(files.map((file) => import(path.join(folder, file))));
  const definitions = modules.flatMap((module) => Object.values(module).filter(isDefinition));
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  if (byType.size < definitions.length) throw new Error('Two events go by one type.');
  return byType;
}

function isDefinition(value: unknown): value is EventDefinition {
  return typeof value === 'object' && value !== null && 'type' in value && 'data' in value;
}
