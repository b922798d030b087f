import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { policyHeader, policyVersions } from '../../functions/platform/policy-versions.policy.ts';
import { readProject } from '../support/house/project.ts';

const schema = z.strictObject({ ...policyHeader, minutes: z.int() });
const source = { title: 'A test', publisher: 'Lanekeeper' };

function version(number: number, effectiveFrom: string, more: object = {}) {
  return { id: 'target', version: number, effectiveFrom, source, minutes: number * 10, ...more };
}

describe('the version in force', () => {
  const versions = [version(2, '2026-07-01'), version(1, '2026-01-01'), version(3, '2027-01-01')];
  const policy = policyVersions(schema, versions);

  test.each([
    ['before the first date the oldest', '2020-05-05T00:00:00.000Z', 10],
    ['on its first day', '2026-01-01T00:00:00.000Z', 10],
    ['at the last instant before the next', '2026-06-30T23:59:59.999Z', 10],
    ['from midnight UTC on', '2026-07-01T00:00:00.000Z', 20],
    ['of a future date not yet', '2026-12-31T23:59:59.999Z', 20],
    ['long after the last', '2040-01-01T00:00:00.000Z', 30],
  ])('is %s', (_when, at, minutes) => {
    expect(policy.inForce(at).minutes).toBe(minutes);
  });

  test('is found by the name that something keeps', () => {
    expect(policy.named('target@2')?.minutes).toBe(20);
    expect(policy.named('target@9')).toBeUndefined();
    expect(policy.named(undefined)).toBeUndefined();
  });

  test('is that of a region where one names it, whatever its number', () => {
    const here = policyVersions(schema, [
      version(1, '2026-01-01'),
      version(2, '2026-02-01', { regions: ['eu-central-1'] }),
      version(3, '2026-03-01'),
    ]);
    expect(here.inForce('2026-04-01T00:00:00.000Z', 'eu-central-1').minutes).toBe(20);
    expect(here.inForce('2026-01-15T00:00:00.000Z', 'eu-central-1').minutes).toBe(20);
    expect(here.inForce('2026-04-01T00:00:00.000Z', 'us-east-1').minutes).toBe(30);
    expect(here.inForce('2026-04-01T00:00:00.000Z').minutes).toBe(30);
  });
});

test.each([
  ['no version', [], 'has no version'],
  ['another id', [version(1, '2026-01-01'), version(2, '2026-01-01', { id: 'other' })], 'several ids'],
  ['a version twice', [version(1, '2026-01-01'), version(1, '2026-02-01')], 'a version twice'],
  ['a later version of an earlier day', [version(1, '2026-02-01'), version(2, '2026-01-01')], 'an earlier day'],
  ['nothing for other regions', [version(1, '2026-01-01', { regions: ['us-east-1'] })], 'says nothing for a region'],
  ['no source', [version(1, '2026-01-01', { source: undefined })], 'source'],
  ['no date', [version(1, 'soon')], 'effectiveFrom'],
])('a policy with %s stops the function at its start', (_what, documents, message) => {
  expect(() => policyVersions(schema, documents)).toThrow(message);
});

describe('every file in policies/', () => {
  const files = readdirSync('policies', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const readers = readProject('.').filter(({ path: file }) => file.endsWith('.policy.ts'));

  test.each(files)('%s has a header and is read', (file) => {
    const text = readFileSync(path.join('policies', file), 'utf8');
    expect(z.object(policyHeader).safeParse(JSON.parse(text)).success).toBe(true);
    expect(readers.filter(({ imports }) => imports.some(({ target }) => target === `policies/${file}`))).not.toEqual(
      [],
    );
  });
});
