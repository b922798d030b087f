import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { type LoopbackServer, listenOnLoopback } from '../loopback-server.ts';
import { createPortServer } from '../port-server.ts';
import { rig } from './lambda/rig.ts';

const kept = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'kept' };
const request = { method: 'PUT', url: '/b/k', headers: {}, body: 'x' };

test('an answer leaves when what it tells of is kept, and not before', async () => {
  const { promise: written, resolve: write } = Promise.withResolvers<void>();
  const { answer } = createPortServer({ answer: async () => kept, written: () => written });
  let seen: unknown;
  const asked = answer(request).then((answered) => {
    seen = answered;
  });
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toBeUndefined();
  write();
  await asked;
  expect(seen).toEqual(kept);
});

test('takes 64 MiB in one request, by bytes', async () => {
  const { answer } = createPortServer({ answer: async () => kept, written: () => undefined });
  const mebibyte = 1024 * 1024;
  const statusOf = async (body: string | Uint8Array) => (await answer({ ...request, body }))?.status;
  expect(await statusOf('ü'.repeat(32 * mebibyte))).toBe(200);
  expect(await statusOf(`${'ü'.repeat(32 * mebibyte)}x`)).toBe(413);
  expect(await statusOf(new Uint8Array(64 * mebibyte + 1))).toBe(413);
});

test('a bug is answered as over HTTP, and told on stderr', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = async () => {
    throw new TypeError('x is not a function');
  };
  const { answer } = createPortServer({ answer: broken, written: () => undefined });
  expect(await answer(request)).toMatchObject({ status: 500, headers: { 'content-type': 'application/problem+json' } });
  expect(told).toHaveBeenCalledWith(expect.any(TypeError));
});

const source = `
  const { request } = require('node:http');
  const { hostname: host, port } = new URL(process.env.AWS_ENDPOINT_URL);
  const authorization = 'AWS4-HMAC-SHA256 Credential=me/20260302/us-east-1/s3/aws4_request, Signature=0';
  exports.handler = () => new Promise((tell) => {
    const sent = request({ host, port, path: '/', headers: { authorization } }, ({ statusCode }) => tell(statusCode));
    sent.on('error', ({ code, message }) => tell({ code, message }));
    sent.end();
  });
`;

let server: LoopbackServer | undefined;
const rigs: ReturnType<typeof rig>[] = [];
afterEach(() => server?.close());
afterAll(() => Promise.all(rigs.map(({ close }) => close())));

test.each(['port', 'http'])(
  'over %s, a connection that is cut as the runtime closes is an error of the call',
  async (transport) => {
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    const { promise: answering, resolve: goOn } = Promise.withResolvers<void>();
    const slowly = () => {
      reach();
      return answering;
    };
    const loopback = await listenOnLoopback(0, { answer: slowly, written: () => undefined });
    server = loopback;
    const ports = createPortServer({ answer: () => slowly().then(() => kept), written: () => undefined });
    const more = transport === 'port' ? { answerCall: ports.answer } : {};
    const { define, invoke, ...started } = rig({ endpoint: () => loopback.url, ...more });
    rigs.push({ define, invoke, ...started });
    const invoked = invoke(await define(`cut-${transport}`, source));
    await reached;
    ports.close();
    goOn();
    await loopback.close();
    expect((await invoked).answer).toEqual({ code: 'ECONNRESET', message: 'socket hang up' });
  },
);
