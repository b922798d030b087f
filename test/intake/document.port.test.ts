import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRuntime } from 'assembly-runtime';
import { Temporal } from 'temporal-polyfill';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openDocuments } from '../../functions/intake/quarantine/document.port.ts';
import { Retryable } from '../../functions/platform/failure.ts';

const now = Temporal.Instant.from('2027-03-01T08:00:00Z');

afterEach(() => void vi.unstubAllEnvs());

function documentsAt(url: string) {
  const env = {
    DOCUMENTS_BUCKET: 'kept-bytes',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKFUNCTION',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SESSION_TOKEN: 't',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return openDocuments();
}

/** Where a stack with nothing but the bucket runs. */
async function runningBucket(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bucket-'));
  const Resources = { Documents: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'kept-bytes' } } };
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'documents.json' } };
  writeFileSync(path.join(folder, 'documents.json'), JSON.stringify({ Resources }));
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ artifacts: { documents: stack } }));
  const runtime = await startRuntime({ assembly: folder, port: 0, clock: { start: now.toString() } });
  onTestFinished(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });
  await runtime.ready;
  return runtime.url;
}

const operator =
  'AWS4-HMAC-SHA256 Credential=OPERATOR/20270301/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';

/** A server that answers with these statuses, one after the other, and the last for ever. */
async function answering(...statuses: readonly number[]): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    response.writeHead(statuses[Math.min(asked, statuses.length - 1)] ?? 500).end();
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

test('every byte comes back as it was kept, and as nothing that a browser would show', async () => {
  const url = await runningBucket();
  const documents = documentsAt(url);
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  await documents.put('quarantine/2027/03/01/Q1', bytes, now);
  expect(await documents.get('quarantine/2027/03/01/Q1', now)).toEqual(bytes);
  const kept = await fetch(`${url}/kept-bytes/quarantine/2027/03/01/Q1`, { headers: { authorization: operator } });
  expect([kept.status, kept.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  await expect(documents.get('quarantine/none', now)).rejects.toThrow('404');
});

test.each([
  [[503, 200], 2],
  [[500, 503, 200], 3],
])('what S3 could not do at first is tried again: %j', async (statuses, times) => {
  const { url, asked } = await answering(...statuses);
  await documentsAt(url).put('k', Buffer.from('x'), now);
  expect(asked()).toBe(times);
});

test('what S3 cannot do three times may be tried again by the sender', async () => {
  const { url, asked } = await answering(503);
  await expect(documentsAt(url).put('k', Buffer.from('x'), now)).rejects.toBeInstanceOf(Retryable);
  expect(asked()).toBe(3);
});

test('what S3 forbids is not tried again', async () => {
  const { url, asked } = await answering(403);
  await expect(documentsAt(url).put('k', Buffer.from('x'), now)).rejects.toThrow('403');
  expect(asked()).toBe(1);
});
