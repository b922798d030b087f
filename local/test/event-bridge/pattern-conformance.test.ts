import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { compilePattern, InvalidPattern } from '../../event-bridge/pattern.ts';

const file = resolve(import.meta.dirname, '../../../../shared/conformance/event-patterns.jsonl');

const recorded = z.object({
  name: z.string(),
  pattern: z.unknown(),
  event: z.unknown(),
  expected: z.enum(['match', 'no-match', 'invalid']),
});

function verdict(pattern: unknown, event: unknown): string {
  try {
    return compilePattern(pattern)(event) ? 'match' : 'no-match';
  } catch (error) {
    if (error instanceof InvalidPattern) return 'invalid';
    throw error;
  }
}

test.skipIf(!existsSync(file))(`agrees with every case of ${file} (skipped where it is absent)`, () => {
  const cases = readFileSync(file, 'utf8').trim().split('\n');
  const wrong = cases
    .map((line) => recorded.parse(JSON.parse(line)))
    .filter(({ pattern, event, expected }) => verdict(pattern, event) !== expected);
  expect(cases.length).toBeGreaterThan(1_000);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
