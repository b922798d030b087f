import net from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  process.env['AWS_REGION'] = 'us-east-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'none';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'none';
});

/** Somebody who takes every call and answers none. */
let connections = 0;
const server = net.createServer((socket) => {
  connections += 1;
  socket.on('error', () => {});
  socket.resume();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
const { startMachine, stopMachine } = await import('../../functions/platform/state-machine.port.ts');
afterAll(() => server.close());

const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sla';

test('a call that hangs is made once: whoever makes it makes it again, and others wait behind it', async () => {
  await expect(startMachine(arn, 'lead', {})).rejects.toThrow();
  expect(connections).toBe(1);
  // Nothing depends on a stop.
  await stopMachine(arn, 'lead', 'Answered');
  expect(connections).toBe(2);
});
