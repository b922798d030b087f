import { afterEach, expect, test } from 'vitest';
import { type LoopbackServer, listenOnLoopback } from '../../loopback-server.ts';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

test('an answer leaves when what it tells of is kept, and not before', async () => {
  const { promise: written, resolve: write } = Promise.withResolvers<void>();
  let seen = '';
  const answered = Promise.withResolvers<void>();
  server = await listenOnLoopback(0, {
    async answer({ response }) {
      response.writeHead(202, { 'content-type': 'text/plain' });
      response.end('kept');
      answered.resolve();
    },
    written: () => written,
  });
  const asked = fetch(server.url).then(async (answer) => {
    seen = `${answer.status} ${await answer.text()}`;
  });
  await answered.promise;
  for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toBe('');
  write();
  await asked;
  expect(seen).toBe('202 kept');
});

test('where nothing waits to be kept, it leaves at once', async () => {
  server = await listenOnLoopback(0, {
    async answer({ response }) {
      response.end('there');
    },
    written: () => undefined,
  });
  expect(await (await fetch(server.url)).text()).toBe('there');
});
