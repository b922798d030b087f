import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { smallApp } from './small-app.ts';

const start = path.resolve(import.meta.dirname, '../start.mjs');
const folder = smallApp();
const seed = path.join(folder, 'seed.json');
writeFileSync(
  seed,
  JSON.stringify({
    credentials: { caller: { key: 'k', scopes: ['a', 'b'] } },
    tryIt: ['curl {api}/v1', 'curl {control}/clock'],
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

function launch(args: readonly string[], node: readonly string[] = [start]) {
  return spawn(process.execPath, [...node, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ending(child: ReturnType<typeof launch>) {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

/** One line, and nothing else. */
const oneLine = (message: RegExp) => new RegExp(`^[^\\n]*${message.source}[^\\n]*\\n$`);

describe('npm start', () => {
  test('runs, says what, where and for whom, ends with ready, and stops when interrupted', async () => {
    const child = launch(['--port', '0', '--clock', '2026-03-02T14:00:00Z', '--assembly', folder, '--seed', seed]);
    let said = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.endsWith('\nready\n')) resolve();
      });
    });
    const ended = ending(child);
    await Promise.race([ready, ended]);
    const [, url] = /^API +(http:\/\/127\.0\.0\.1:\d+)\/prod$/m.exec(said) ?? [];
    expect(said).toContain('2 stacks: 4 functions, 1 state machine, 1 rule, 1 table, 1 API');
    expect(said).toContain(`Control  ${url}/_local\n`);
    expect(said).toContain('2026-03-02T14:00:00.000Z, standing still');
    expect(said).toMatch(/caller +key: k +scopes: a b/);
    expect(said).toContain(`  curl ${url}/prod/v1\n  curl ${url}/_local/clock\n`);
    expect((await fetch(`${url}/_local`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    [[], ['  GET /prod/v1/nothing-here 403 (', '  the clock is here; ']],
    [['--quiet'], []],
  ])('with %j tells of requests and of time after ready', async (flags, told) => {
    const child = launch(['--port', '0', '--assembly', folder, '--seed', seed, ...flags]);
    let said = '';
    const heard = (text: RegExp) =>
      new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (text.test(said)) resolve();
        });
      });
    const ended = ending(child);
    await Promise.race([heard(/^ready$/m), ended]);
    const [, url] = /^Control +(\S+)\/_local$/m.exec(said) ?? [];
    await fetch(`${url}/prod/v1/nothing-here?secret=Zanzibar`);
    await fetch(`${url}/_local/clock`, { method: 'POST', body: '{"advance":"PT1S"}' });
    child.kill('SIGINT');
    await ended;
    const after = said.slice(said.indexOf('\nready\n') + 7);
    for (const line of told) expect(after).toContain(line);
    expect(after.split('\n').length - 1).toBe(told.length);
    expect(after).not.toContain('Zanzibar');
  });

  test('goes on where whoever read its output is gone', async () => {
    const child = launch(['--port', '0', '--assembly', folder, '--seed', seed]);
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/^ready$/m.test(said)) resolve();
      });
    });
    const [, url] = /^Control +(\S+)\/_local$/m.exec(said) ?? [];
    child.stdout.destroy();
    const statuses = [];
    for (let times = 0; times < 5; times += 1) statuses.push((await fetch(`${url}/prod/v1/nothing-here`)).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  test('a busy port is one clear line', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, err } = await ending(launch(['--port', String(port), '--assembly', folder, '--seed', seed]));
    server.close();
    expect(err).toMatch(oneLine(new RegExp(`Port ${port} is taken`)));
    expect(code).toBe(2);
  });

  test.each([
    [['--prot', '1'], /--prot/],
    [['--clock', 'yesterday'], /"yesterday"/],
    [['--data', seed], /--data: .*seed\.json cannot be used/],
  ])('%j is one clear line', async (args, line) => {
    const { code, err, out } = await ending(launch(args));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(oneLine(line));
  });

  test('a Node that is too old is one clear line', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '22.1.0' }); import('${start}');`;
    const { code, err } = await ending(launch([], ['--input-type=module', '--eval', pretend]));
    expect(err).toMatch(oneLine(/needs Node 24 or newer and runs on 22\.1\.0/));
    expect(code).toBe(2);
  });

  test.skipIf(!existsSync('/usr/bin/node'))('the start is readable for the Node of the machine', async () => {
    const child = spawn('/usr/bin/node', [start, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const { out, err } = await ending(child);
    expect(out + err).toMatch(/--port|needs Node 24/);
  });

  test('templates that cannot be run end it with their resources, and the exit code of a failure', async () => {
    const other = smallApp({ Zone: { Type: 'AWS::Route53::HostedZone' } });
    const { code, err } = await ending(launch(['--port', '0', '--assembly', other, '--seed', seed]));
    rmSync(other, { recursive: true });
    expect(err).toContain('small-app/Zone (AWS::Route53::HostedZone)');
    expect(err).not.toContain('    at ');
    expect(code).toBe(1);
  });
});
