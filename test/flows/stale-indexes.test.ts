import { expect, test } from 'vitest';
import type { DealerView } from '../../functions/dealers/dealer/dealer.view.ts';
import { leadPageView } from '../../functions/leads/lead/lead.view.ts';
import { startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

const capacity = 2;
// Whoever comes first synthesizes the app, which is no part of a test's time.
await synthesizedApp();

/** Six leads reach a store of two people while indexes lag five seconds; what the list shows and who is given what. */
async function story() {
  const app = await startApp();
  const listed = async () => leadPageView.parse((await app.get('/v1/leads')).body).leads.map(({ leadId }) => leadId);
  try {
    const store = (await app.get('/v1/dealers/dealer-1')).body as DealerView;
    const people = store.people.map((person) => (person.role === 'salesperson' ? { ...person, capacity } : person));
    expect((await app.put('/v1/dealers/dealer-1', { ...store, people, routing: { policy: 'capacity' } })).status).toBe(
      200,
    );
    const plan = { seed: 1, staleIndexes: { seconds: 5 } };
    expect((await app.ask('POST', '/faults', JSON.stringify(plan))).body).toMatchObject({ plan });
    const { leadId: first } = await postLead(app, leadJson('first'));
    await app.clock.advance('PT0S');
    const shown = [await listed()];
    await app.clock.advance('PT4.999S');
    shown.push(await listed());
    expect((await leadOf(app, first)).leadId).toBe(first);
    await app.clock.advance('PT0.001S');
    shown.push(await listed());
    const ids = [first];
    for (const id of ['two', 'three', 'four', 'five', 'six']) {
      ids.push((await postLead(app, leadJson(id))).leadId);
      await app.clock.advance('PT0S');
    }
    const owners: (string | undefined)[] = [];
    for (const id of ids) owners.push((await leadOf(app, id)).assignments.at(-1)?.personId);
    shown.push(await listed());
    await app.clock.advance('PT5S');
    shown.push(await listed());
    return { ids, owners, shown };
  } finally {
    await app.close();
  }
}

test('a new lead is listed once the lag has passed, nobody is given more than they can take, and a seed tells it again', async () => {
  const told = await story();
  const { ids, owners, shown } = told;
  const [first] = ids;
  expect(shown.slice(0, 4)).toEqual([[], [], [first], [first]]);
  expect(shown[4]?.toSorted()).toEqual(ids.toSorted());
  const given = (person: string) => owners.filter((owner) => owner === person).length;
  expect([given('salesperson-1'), given('salesperson-2')]).toEqual([capacity, capacity]);
  expect(await story()).toEqual(told);
});
