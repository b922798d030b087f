import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dealerItems } from '../../functions/dealers/dealer/dealer.store.ts';
import { loadLead, saveLead } from '../../functions/leads/lead/lead.store.ts';
import type { LeadId } from '../../functions/leads/lead/lead.ts';
import { loadMoved } from '../../functions/leads/lead/lead-lists.store.ts';
import type { TakenLead } from '../../functions/leads/lead/taken-lead.ts';
import { takeLeads } from '../../functions/leads/reception/take-leads.flow.ts';
import { contextAt } from '../platform/platform.builders.ts';
import { tableInMemory } from '../support/checked-intake.ts';
import { dealerTenant } from '../support/tenants.ts';
import { dealerWith } from './sla.builders.ts';

const dealer = dealerWith();
const people = ['Ann Ash', 'Ben Birch', 'Cem Cedar', 'Dan Dogwood', 'Eva Elm', 'Fay Fir', 'Gus Gum', 'Ann Hazel'];
const sharedNumbers = ['212-555-0100', '212-555-0101'];

/** One of a few people asks, or their last lead is closed, or what came last comes again. */
const request = fc.record({
  kind: fc.constantFrom('asks', 'asks', 'asks', 'asks', 'closed', 'again'),
  person: fc.nat({ max: people.length - 1 }),
  email: fc.boolean(),
  ownNumber: fc.boolean(),
  sharedNumber: fc.option(fc.nat({ max: sharedNumbers.length - 1 }), { nil: undefined }),
  inParts: fc.boolean(),
  id: fc.constantFrom(undefined, '0', 'N/A', 'LST-1', 'LST-2'),
  system: fc.constantFrom('portal', 'site'),
  credential: fc.constantFrom('c-1', 'c-2'),
  model: fc.constantFrom(undefined, 'Ridge', 'Cove'),
  hours: fc.constantFrom(0, 0, 1, 30, 24 * 20, 24 * 100),
});
type Request = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function documentOf(asks: Request, message: string) {
  const { person, sharedNumber, id, model } = asks;
  const [firstName = '', lastName = ''] = (people[person] ?? '').split(' ');
  const own = `646-555-01${String(person).padStart(2, '0')}`;
  const numbers = [
    ...(asks.ownNumber ? [own] : []),
    ...(sharedNumber === undefined ? [] : [sharedNumbers[sharedNumber]]),
  ];
  return {
    source: { system: asks.system, ...(id !== undefined && { id }) },
    customer: {
      ...(asks.inParts ? { firstName, lastName } : { fullName: `${firstName} ${lastName}` }),
      emails: asks.email || numbers.length === 0 ? [`${lastName.toLowerCase()}@mail.example`] : [],
      phones: numbers.map((number) => ({ number })),
    },
    vehiclesOfInterest: model === undefined ? [] : [{ model }],
    message,
  };
}

interface Sent {
  readonly person: number;
  readonly document: ReturnType<typeof documentOf>;
  readonly credential: string;
  readonly lead: TakenLead['lead'];
}

/** A reception that takes requests in, one after the other, and reads back what it holds. */
function openReception() {
  const table = tableInMemory(dealerItems(dealer));
  const sent: Sent[] = [];
  let now = Temporal.Instant.from('2026-11-23T15:00:00.000Z');
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const post = async (person: number, document: Sent['document'], credential: string) => {
    const intake = await takeLeads(
      {
        bytes: Buffer.from(JSON.stringify(document)),
        contentType: { type: 'application/json' },
        delivery: { senderId: dealer.dealerId, receivedAt: now, replay: false },
        caller: { credentialId: credential, tenant: dealerTenant(dealer.dealerId), scopes: [] },
      },
      table,
      { ...contextAt(now.toString()), newId },
    );
    if (intake.kind !== 'accepted') throw new Error(intake.kind);
    for (const { lead } of intake.leads) sent.push({ person, document, credential, lead });
  };
  const close = async (leadId: LeadId) => {
    const lead = await loadLead(table, leadId);
    if (lead) await table.commit(saveLead({ state: { ...lead, status: 'lost' }, facts: [] }, now));
  };
  const textOf = async (leadId: LeadId) => {
    const lead = await loadLead(table, leadId);
    return JSON.stringify([lead, lead && (await loadMoved(table, lead, 'resubmissions'))]);
  };
  const take = async (asks: Request) => {
    now = now.add({ hours: asks.hours });
    const last = sent.findLast(({ person }) => asks.kind !== 'again' && person === asks.person) ?? sent.at(-1);
    if (asks.kind === 'again' && last) return post(last.person, last.document, last.credential);
    if (asks.kind === 'closed' && last) return close(last.lead.leadId);
    return post(asks.person, documentOf(asks, `words ${sent.length};`), asks.credential);
  };
  return { sent, take, textOf };
}

test('everything that a few people state is read back from exactly one lead, and no two of them become one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 30 }), async (requests) => {
      const reception = openReception();
      for (const each of requests) await reception.take(each);
      for (const field of ['leadId', 'ownerId'] as const) {
        const who = Map.groupBy(reception.sent, ({ lead }) => lead[field]);
        for (const [, all] of who) expect(new Set(all.map(({ person }) => person)).size).toBe(1);
      }
      const leadIds = new Set(reception.sent.map(({ lead }) => lead.leadId));
      const texts = new Map(
        await Promise.all([...leadIds].map(async (leadId) => [leadId, await reception.textOf(leadId)] as const)),
      );
      for (const [message, copies] of Map.groupBy(reception.sent, ({ document }) => document.message)) {
        const holding = [...texts].filter(([, text]) => text.includes(message)).map(([leadId]) => leadId);
        // A copy of what a closed lead was about is a new lead; else each request is in the one it was answered with.
        expect(new Set(holding)).toEqual(new Set(copies.map(({ lead }) => lead.leadId)));
        const [first] = copies;
        const { phones = [], emails = [], ...names } = first?.document.customer ?? {};
        const stated = [...Object.values(names), ...emails, ...phones.map(({ number }) => number)];
        for (const leadId of holding) for (const text of stated) expect(texts.get(leadId)).toContain(text);
      }
    }),
    { numRuns: 150 },
  );
});
