import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hashOf } from '../../functions/access/credential.store.ts';
import { startApp } from '../support/app.ts';

const app = await startApp();
afterAll(() => app.close());

const command = path.resolve(import.meta.dirname, '../../infra/commands/keys.ts');
const { port } = new URL(app.api);

function keys(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const here = [command, ...args, '--local', '--port', port];
  return new Promise((resolve) => {
    execFile(process.execPath, here, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
}
const get = (path: string, key: string) => app.get(path, { as: 'nobody', headers: { authorization: `Bearer ${key}` } });

describe('npm run keys', () => {
  test('makes a key that works at once for its store, is kept as a hash only, and stops working when revoked', async () => {
    const { code, out, err } = await keys('create', '--name', 'Lakeside CRM', '--dealer', 'dealer-1');
    const [key = ''] = out.split('\n');
    expect([code, key]).toEqual([0, expect.stringMatching(/^lk_[\w-]{43}$/)]);
    expect(err).toContain('leads:read leads:write dealers:read dealers:write');
    expect(await get('/v1/dealers/dealer-1', key)).toMatchObject({ status: 200 });
    expect(await get('/v1/dealers/dealer-2', key)).toMatchObject({ status: 404 });
    const kept = await app.credentials();
    expect(kept).toContainEqual(expect.objectContaining({ PK: `KEY#${hashOf(key)}`, name: 'Lakeside CRM' }));
    expect(JSON.stringify(kept)).not.toContain(key.slice(3));

    const id = hashOf(key).slice(0, 12);
    const listed = await keys('list');
    expect(listed.out).toMatch(new RegExp(`^${id} +dealer dealer-1 +valid +since 2026-11-23  Lakeside CRM`, 'm'));
    expect(listed.out + listed.err).not.toContain(key.slice(3));
    expect(await keys('revoke', '--id', id)).toMatchObject({ code: 0, out: expect.stringContaining(`Revoked ${id}`) });
    expect(await keys('revoke', '--key', key)).toMatchObject({ code: 0 });
    expect((await keys('list')).out).toMatch(new RegExp(`^${id} .* revoked 2026-11-23`, 'm'));
    await app.clock.advance('PT61S');
    expect(await get('/v1/dealers/dealer-1', key)).toMatchObject({ status: 403 });
  });

  test('makes keys with fewer scopes and an end', async () => {
    const made = await keys(
      'create',
      '--name',
      'Audit',
      '--oem',
      '--scopes',
      'dealers:read',
      '--expires',
      '2026-11-23T16:00:00Z',
    );
    const [key = ''] = made.out.split('\n');
    expect(await get('/v1/dealers/dealer-2', key)).toMatchObject({ status: 200 });
    expect(await get('/v1/leads/none', key)).toMatchObject({ status: 403 });
    await app.clock.to('2026-11-23T16:01:01.000Z');
    expect(await get('/v1/dealers/dealer-2', key)).toMatchObject({ status: 403 });
  });

  test.each([
    ['nothing', [], /^Say what to do:\nnpm run keys -- create/],
    ['no name', ['create', '--oem'], /^Say whose key it is with --name\.\n$/],
    ['no tenant', ['create', '--name', 'x'], /^Say one of --dealer ID, --provider ID, --oem\.\n$/],
    [
      'a store that cannot be',
      ['create', '--name', 'x', '--dealer', 'no store'],
      /^--dealer no store is no id of a store/,
    ],
    [
      'a store that is not entered',
      ['create', '--name', 'x', '--dealer', 'store-9'],
      /^There is no store store-9 yet; enter it/,
    ],
    ['to revoke none', ['revoke'], /^Say which key, with one of --id ID, --key KEY\.\n$/],
    [
      'to revoke one that is not there',
      ['revoke', '--id', '0123456789ab'],
      /^There is no such key; "npm run keys -- list --local --port \d+" shows those there are\.\n$/,
    ],
    [
      'a word too many, which npm made of an option',
      ['list', 'prod'],
      /^Behind list only options are read, not "prod":\n/,
    ],
    ['two tenants', ['create', '--name', 'x', '--oem', '--dealer', 'd'], /^Say one of/],
    [
      'a scope that is none',
      ['create', '--name', 'x', '--oem', '--scopes', 'leads:eat'],
      /^There is no scope leads:eat/,
    ],
    [
      'an end that is no instant',
      ['create', '--name', 'x', '--oem', '--expires', 'soon'],
      /^--expires is not an instant/,
    ],
    [
      'an end that is past',
      ['create', '--name', 'x', '--oem', '--expires', '2020-01-01T00:00:00Z'],
      /^--expires 2020-01-01T00:00:00\.000Z is past: it is 2026-\S+ on the runtime's clock\.\n$/,
    ],
    ['a wrong flag', ['create', '--nmae', 'x'], /^[^\n]*--nmae[^\n]*\n$/],
  ])('refuses %s in words', async (_what, args, said) => {
    const { code, err } = await keys(...args);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});
