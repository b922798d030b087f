import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { signedHeaders } from '../../functions/platform/signature.port.ts';

// The examples that Amazon publishes for S3, with the keys it made up for them. Its write also signs a header `date`, which
// the signer leaves out: that signature was made by an implementation that met the published one as well.
const signer = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 's3',
  at: Temporal.Instant.from('2013-05-24T00:00:00Z'),
};

test.each([
  [
    'a read',
    {
      method: 'GET' as const,
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      headers: { range: 'bytes=0-9' },
      body: new Uint8Array(),
    },
    'host;range;x-amz-content-sha256;x-amz-date',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'a write',
    {
      method: 'PUT' as const,
      url: new URL('https://examplebucket.s3.amazonaws.com/test%24file.text'),
      headers: { 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: Buffer.from('Welcome to Amazon S3.'),
    },
    'host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    '1ee3a9a719bf9cd67d34043a52b3d1f8b674e378dc99c0748019b43f49b5b9bb',
  ],
])('%s is signed as Amazon signs it', async (_what, request, signed, signature) => {
  expect((await signedHeaders(request, signer))['authorization']).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signed}, Signature=${signature}`,
  );
});

test('a session token is sent and signed', async () => {
  const request = { method: 'GET', url: new URL('https://b.example/k'), headers: {}, body: new Uint8Array() } as const;
  const headers = await signedHeaders(request, { ...signer, sessionToken: 'token' });
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers['authorization']).toContain('x-amz-date;x-amz-security-token, ');
});
