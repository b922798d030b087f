import { afterAll, expect, test } from 'vitest';
import { loadLead, loadLeadsOfOwner } from '../../functions/leads/lead/lead.store.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import type { OwnerId } from '../../functions/owners/owner-id.ts';
import { startApp } from '../support/app.ts';
import { tableOf } from '../support/app-table.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());
const table = tableOf(app);

const ann = { customer: { firstName: 'Ann', lastName: 'Doe', emails: ['ann@example.org'] } };
const bob = { customer: { firstName: 'Bob', lastName: 'Roe', emails: ['bob@example.org'] } };

test('a person’s leads at all dealers are found by the owner, the oldest first, whatever became of them', async () => {
  const take = async (id: string, who: object, as: string) => {
    const { leadId } = await postLead(app, { ...leadJson(id), ...who }, { as });
    await app.rest();
    await app.clock.advance('PT1M');
    return leadId as LeadId;
  };
  const first = await take('first', ann, 'dealer-1');
  const other = await take('other', bob, 'dealer-1');
  const second = await take('second', ann, 'dealer-2');
  const { now } = await app.clock.advance('PT1M');
  await app.post(`/v1/leads/${first}/activities`, connectedCall(now));

  const ownerOf = async (leadId: LeadId) => (await loadLead(table, leadId))?.ownerId as OwnerId;
  const annsLeads = await loadLeadsOfOwner(table, await ownerOf(first));
  expect(annsLeads.map(({ leadId, status }) => [leadId, status])).toEqual([
    [first, 'contacted'],
    [second, expect.stringMatching(/new|assigned/)],
  ]);
  expect((await loadLeadsOfOwner(table, await ownerOf(other))).map(({ leadId }) => leadId)).toEqual([other]);
  expect(await loadLeadsOfOwner(table, 'nobody' as OwnerId)).toEqual([]);
});
