import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StoredItem } from '../../functions/platform/table.ts';

interface ItemFixture {
  /** As the table kept it. */
  readonly item: StoredItem;
  /** What is read from it today. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** An item of a kind as one of its forms keeps it; the fixture of a form is there for ever. */
export function itemFixture(kind: string, form: number): ItemFixture {
  const file = path.resolve(import.meta.dirname, `../fixtures/items/${kind}.${form}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as ItemFixture;
}
