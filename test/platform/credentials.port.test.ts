import { afterEach, expect, test, vi } from 'vitest';
import { defaultProvider } from '../../functions/platform/credentials.port.ts';

afterEach(() => vi.unstubAllEnvs());

const key = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'made for this test' };

test.each([
  ['what Lambda hands over', 'a token', { ...key, sessionToken: 'a token' }],
  ['no token', undefined, key],
  ['an empty token, which is none', '', key],
])('credentials are %s', async (_what, token, expected) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', key.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', key.secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', token);
  expect(await defaultProvider()()).toEqual(expected);
});

test('without a key there are none, and what is missing is named', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID');
});
