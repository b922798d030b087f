import { test } from 'vitest';
import { startApp } from '../../support/app.ts';
import { leadJson, postLead } from '../../support/leads.ts';
test('ten', async () => {
  const app = await startApp();
  await postLead(app, leadJson('a'));
  for (const d of ['P1D','P30D','P1Y','P10Y']) {
    const t = performance.now();
    const moved = await app.clock.advance(d);
    console.log(d, JSON.stringify(moved), Math.round(performance.now() - t));
  }
  console.log((await app.executions()).length, (await app.events()).length, (await app.messages()).length);
  await app.close();
}, 300000);
