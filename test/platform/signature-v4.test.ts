import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { signedHeaders } from '../../functions/platform/signature-v4.ts';

// The examples that Amazon publishes for S3, with the keys it made up for them.
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
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: Buffer.from('Welcome to Amazon S3.'),
    },
    'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
])('%s is signed as Amazon signs it', (_what, request, signed, signature) => {
  expect(signedHeaders(request, signer)['authorization']).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`,
  );
});

test('a session token is sent and signed', () => {
  const request = { method: 'GET', url: new URL('https://b.example/k'), headers: {}, body: new Uint8Array() } as const;
  const headers = signedHeaders(request, { ...signer, sessionToken: 'token' });
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers['authorization']).toContain('x-amz-date;x-amz-security-token,');
});
