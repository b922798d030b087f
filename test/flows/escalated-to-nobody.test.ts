import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

interface Measured {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

async function counted(fact: string): Promise<number> {
  const { body } = await app.ask('GET', '/metrics');
  const { metrics } = body as { metrics: readonly Measured[] };
  const found = metrics.filter(({ name, dimensions }) => name === 'Facts' && dimensions['fact'] === fact);
  return found.reduce((sum, { value }) => sum + value, 0);
}

test('escalations of a store that names nobody are counted apart, for an alarm', async () => {
  const { body } = await app.get('/v1/dealers/dealer-1');
  const { people: _, ...nobody } = body as Record<string, unknown>;
  await app.put('/v1/dealers/dealer-1', { ...nobody, district: null }, { as: 'oem' });
  const { leadId } = await postLead(app, leadJson('told-to-none'));
  await postLead(app, leadJson('somebody'), { as: 'dealer-2' });
  await app.clock.advance('PT3H');
  const { escalations } = await leadOf(app, leadId);
  expect(escalations.map(({ to }) => to)).toEqual([undefined, undefined, undefined]);
  expect(await counted('lead.escalated.v1 to nobody')).toBe(3);
  expect(await counted('lead.escalated.v1')).toBe(3);
});
