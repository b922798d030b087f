import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';

// Monday at ten in New York.
const app = await startApp();
afterAll(() => app.close());

const mailsTo = async (person: string) =>
  (await app.messages()).filter(({ to }) => to.includes(`${person}@dealer-1.example`));
const textsTo = async (person: string) => (await mailsTo(person)).map(({ text }) => text);

test('whoever loses a lead reads it in their next digest, once, and is sent no mail for it', async () => {
  const leadIds: string[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    leadIds.push((await postLead(app, leadJson(`lost-${name}`))).leadId);
  await app.clock.advance('PT3H');
  for (const person of ['salesperson-1', 'salesperson-2']) {
    const had: string[] = [];
    for (const leadId of leadIds) {
      const { assignments } = await leadOf(app, leadId);
      if (assignments.slice(0, -1).some(({ personId }) => personId === person)) had.push(leadId);
    }
    expect(had.length).toBeGreaterThan(2);
    const texts = await textsTo(person);
    const passing = texts.flatMap((text) => text.match(/^No longer yours, now .+'s: a lead of .+\n.+$/gm) ?? []);
    expect(passing.length).toBeGreaterThan(2);
    // Each of them once, wherever it stands, and always with others.
    expect(new Set(passing).size).toBe(passing.length);
    expect(passing.length).toBeLessThanOrEqual(had.length);
    for (const text of texts.filter((each) => each.includes('No longer yours')))
      expect(text).toMatch(/in the order in which it came|waited a while/);
  }
  expect((await app.messages()).filter(({ tags }) => tags['notice']?.endsWith('old-owner'))).toEqual([]);
  const reserved = (await app.items()).filter(({ SK }) => /NOTICE#reassigned-\d+-old-owner$/.test(SK));
  expect(reserved.length).toBeGreaterThan(5);
});

test('one who gets few mails is told of it by none', async () => {
  await app.clock.advance('P1D');
  const from = await app.clock.now();
  const { leadId } = await postLead(app, leadJson('few'));
  await app.clock.advance('PT1H');
  const [first] = (await leadOf(app, leadId)).assignments;
  const since = (await mailsTo(first?.personId ?? '')).filter(({ at }) => at >= from);
  expect(since.map(({ tags }) => tags['notice'])).toEqual(['assigned', 'warned-80']);
});
