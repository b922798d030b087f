import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tablesOf } from '../../infra/names.ts';
import { startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { leadJson } from '../support/leads.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties?: Properties }>>;
}
interface Properties {
  readonly FunctionName?: string;
  readonly Environment?: { readonly Variables: Record<string, unknown> };
}

/** The app in which some functions are told that another table is theirs: what a mistake in their code would do. */
async function misled(tableOf: Readonly<Record<string, string>>): Promise<string> {
  const { assembly } = await synthesizedApp();
  const folder = mkdtempSync(path.join(tmpdir(), 'misled-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  cpSync(assembly, folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Template;
    for (const { Properties } of Object.values(template.Resources)) {
      const table = tableOf[Properties?.FunctionName ?? ''];
      if (table && Properties?.Environment) Properties.Environment.Variables['TABLE_NAME'] = table;
    }
    writeFileSync(path.join(folder, file), JSON.stringify(template));
  }
  return folder;
}

test('whoever takes leads in can neither read nor write credentials, and the authorizer nothing else', async () => {
  const { main, credentials } = tablesOf('lanekeeper-dev');
  const names = ['post-lead', 'post-activity', 'put-dealer', 'assign-lead'].map((name) => `lanekeeper-dev-${name}`);
  const assembly = await misled(Object.fromEntries(names.map((name) => [name, credentials])));
  const app = await startApp({ assembly });
  closing.unshift(() => app.close());
  const store = (await app.get('/v1/dealers/dealer-1')).body as object;
  expect((await app.post('/v1/leads', leadJson('misled'))).status).toBe(500);
  expect((await app.put('/v1/dealers/dealer-1', store)).status).toBe(500);
  const denied = (await app.denied()).map(({ principal, resource }) => [principal.split('/').at(-1), resource]);
  const table = expect.stringMatching(new RegExp(`:table/${credentials}$`));
  expect(denied).toEqual(expect.arrayContaining([names[0], names[2]].map((name) => [name, table])));

  const blind = await startApp({ assembly: await misled({ 'lanekeeper-dev-authorize': main }) });
  closing.unshift(() => blind.close());
  expect((await blind.get('/v1/dealers/dealer-1')).status).toBe(500);
  expect(await blind.denied()).toMatchObject([
    { action: 'dynamodb:GetItem', resource: expect.stringMatching(new RegExp(`:table/${main}$`)) },
  ]);
});
