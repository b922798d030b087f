import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { leadJson, postLead } from '../support/leads.ts';
import { readLogQuery } from '../support/logs-insights.ts';

const { assembly } = await synthesizedApp();
let app: App;
beforeAll(async () => {
  app = await startApp();
  // The stream delivers at least once, and each time the relay logs what it has published.
  await app.ask('POST', '/faults', JSON.stringify({ seed: 7, deliverTwice: 0.5, only: ['streams'] }));
});
afterAll(() => app.close());

/** The log queries of the dashboard, by their titles. */
function queriesOnDashboard(): ReadonlyMap<string, string> {
  const texts = readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => readFileSync(path.join(assembly, file), 'utf8'));
  const { Resources } = JSON.parse(texts.find((text) => text.includes('AWS::CloudWatch::Dashboard')) ?? '{}') as {
    Resources: Record<string, { Type: string; Properties: { DashboardBody: { 'Fn::Join': [string, unknown[]] } } }>;
  };
  const dashboard = Object.values(Resources).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  const parts = dashboard?.Properties.DashboardBody['Fn::Join'][1] ?? [];
  const body = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'something')).join('')) as {
    widgets: { type: string; properties: { title: string; query?: string } }[];
  };
  return new Map(body.widgets.flatMap(({ properties: { title, query } }) => (query ? [[title, query] as const] : [])));
}

const queries = queriesOnDashboard();

async function rankingOf(title: string) {
  const { group, run } = readLogQuery(queries.get(title) ?? '');
  const [, functionName = ''] = /^\/lanekeeper\/dev\/lanekeeper-dev-(.+)$/.exec(group) ?? [];
  const lines = await app.logs(functionName);
  return run(lines.map(({ message }) => message));
}

test('the stores with the most breaches are ranked by what breached, each counted once', async () => {
  for (const id of ['one', 'two', 'three']) await postLead(app, leadJson(id));
  await postLead(app, leadJson('other'), { as: 'dealer-2' });
  await app.clock.advance('PT20M');
  const published = await app.events('lead.sla-breached.v1');
  expect([published.length > 4, new Set(published.map(({ id }) => id)).size]).toEqual([true, 4]);
  expect(await rankingOf('Stores with the most breaches')).toEqual([
    { dealerId: 'dealer-1', breaches: 3 },
    { dealerId: 'dealer-2', breaches: 1 },
  ]);
});

test('the senders with the most documents in quarantine are ranked by what was kept, each counted once', async () => {
  const xml = { headers: { 'content-type': 'application/xml' } };
  for (const text of ['<a', '<b']) await app.post('/v1/leads', text, xml);
  await app.post('/v1/leads', '<c', { ...xml, as: 'dealer-2' });
  await app.rest();
  const ranking = await rankingOf('Senders with the most documents in quarantine');
  expect(ranking.map(({ senderId, documents }) => [senderId, documents])).toEqual([
    ['dealer-1', 2],
    ['dealer-2', 1],
  ]);
});

test('the stores whose keys send leads for another are ranked by both, each lead counted once', async () => {
  for (const id of ['own', 'swapped', 'again'])
    await postLead(app, leadJson(id, { dealerId: id === 'own' ? 'dealer-1' : 'dealer-2' }));
  await app.rest();
  expect(await rankingOf('Leads with the key of one store that name another')).toEqual([
    { dealerId: 'dealer-1', otherDealerId: 'dealer-2', leads: 2 },
  ]);
});

test('every log query of the dashboard is among them', () => {
  expect(queries.size).toBe(3);
});
