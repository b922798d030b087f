import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { synthesize } from '../synthesize.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'asked-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

// What an app sees of how it is asked.
writeFileSync(
  path.join(folder, 'app.mjs'),
  `import { writeFileSync } from 'node:fs';
   const { CDK_OUTDIR, CDK_CONTEXT_JSON, CDK_VALIDATION } = process.env;
   writeFileSync(CDK_OUTDIR + '/asked.json', JSON.stringify({ context: JSON.parse(CDK_CONTEXT_JSON), CDK_VALIDATION }));`,
);

async function asked(context: Record<string, unknown> = {}) {
  const given = { folder, app: 'app.mjs', context };
  await synthesize(given, folder, new AbortController().signal);
  return JSON.parse(readFileSync(path.join(folder, 'asked.json'), 'utf8'));
}

test("an app gets its context and is spared the CDK's check of its templates", async () => {
  expect(await asked({ stage: 'dev' })).toEqual({
    context: { stage: 'dev', 'aws:cdk:enable-path-metadata': true },
    CDK_VALIDATION: 'false',
  });
});

test('who asks for the check by the environment has it', async () => {
  vi.stubEnv('CDK_VALIDATION', 'true');
  expect(await asked()).toMatchObject({ CDK_VALIDATION: 'true' });
});
