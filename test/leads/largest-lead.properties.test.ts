import { marshall } from '@aws-sdk/util-dynamodb';
import { itemBytes } from 'assembly-runtime/item-size';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { addLatest } from '../../functions/leads/lead/latest-customer.ts';
import { saveLead } from '../../functions/leads/lead/lead.store.ts';
import type { Lead } from '../../functions/leads/lead/lead.ts';
import { addRequest } from '../../functions/leads/lead/requests.ts';
import { mostDocumentBytes } from '../../functions/leads/stated/document-size.ts';
import { longestTexts, mostEntries } from '../../functions/leads/stated/lead-limits.ts';
import { normalise } from '../../functions/leads/stated/stated-lead.contract.ts';
import type { RawLead } from '../../functions/leads/stated/stated-lead.ts';
import { planOf } from './follow-up.builders.ts';
import { leadWith, wednesday, wednesdayText } from './sla.builders.ts';

const mostItemBytes = 400 * 1024;
/** Three bytes each in UTF-8: the largest texts there can be by their characters. */
const wide = (count: number) => '車'.repeat(count);
const many = <Entry>(count: number, entryAt: (number: number) => Entry) =>
  Array.from({ length: count }, (_, each) => entryAt(each));

/** A lead whose own lists are as long as they get, and with names as long as a store may give its people. */
function withFullLists(raw: RawLead): Lead {
  const { dealerId: _, providerId: __, ...stated } = normalise(raw, { timeZone: 'America/New_York', country: 'US' });
  const at = wednesdayText('10:00');
  const id = wide(500) as PersonId;
  const lead = leadWith();
  const { followUpDials: _dials, steps: _steps, ...past } = lead.sla;
  const evidence = { activityId: wide(200), kind: 'auto-response' };
  const told = { warnedAt: at, breachedAt: at, stoppedAt: at, businessSeconds: 1e6, elapsedSeconds: 1e6 };
  const firstResponse = { ...past.firstResponse, ...told, evidence, corrected: { at, activityId: wide(200) } };
  const ended = { doneAt: at, missedAt: at, endedAt: at, dueSaidAt: at };
  const tasks = planOf(lead, '2026-01-07T10:00:00').map((task) => ({ ...task, talkTrack: wide(300), ...ended }));
  const asked = many(20, (each) => `${each}${wide(198)}`).reduce<Lead['asked']>(
    (before, system) => addRequest(before, { source: { system }, vehiclesOfInterest: [] }, at),
    lead.asked,
  );
  return {
    ...lead,
    ...stated,
    version: 1_000_000,
    asked,
    recentRequests: many(50, () => at),
    assignments: many(22, () => ({ personId: id, at, reason: 'nobody-on-shift' })),
    escalations: many(22, () => ({ level: 3 as const, run: 1000, at, to: id })),
    resubmissions: [],
    sla: { ...lead.sla, firstResponse, steps: lead.sla.steps.map((step) => ({ ...step, doneAt: at })) },
    pastSlas: many(8, () => ({ ...past, firstResponse })),
    pastFollowUps: many(4, (run) => ({ run, tasks })),
    followUps: { policy: 'oem-default@1', play: 'lead-follow-up@1', run: 9, tasks },
  };
}

/** The largest item that is written where a document becomes a lead, or a resubmission of one; undefined where it becomes neither. */
function largestItemOf(document: object): number | undefined {
  const bytes = Buffer.from(JSON.stringify(document));
  expect(bytes.length).toBeLessThanOrEqual(mostDocumentBytes);
  const reading = readLeads(bytes, { type: 'application/json' });
  const [raw] = reading.kind === 'ok' ? reading.things : [];
  if (!raw) return undefined;
  const full = withFullLists(raw);
  const latestCustomer = addLatest(undefined, full.customer, wednesdayText('10:00'));
  const lead = { ...full, ...(latestCustomer && { latestCustomer }) };
  const { source, customer, vehiclesOfInterest, tradeIns, message, appointment, consents } = raw;
  const again = {
    at: wednesdayText('10:00'),
    reason: 'any-source' as const,
    source,
    customer,
    vehiclesOfInterest,
    tradeIns,
    ...(message && { message }),
    ...(appointment && { appointment }),
    ...(consents && { consents }),
  };
  const writes = saveLead({ state: { ...lead, resubmissions: [again] }, facts: [] }, wednesday('11:00'));
  expect(writes.length).toBeLessThan(50);
  return Math.max(
    ...writes.map(({ item }) =>
      itemBytes(marshall(item, { removeUndefinedValues: true }) as Parameters<typeof itemBytes>[0]),
    ),
  );
}

/** A document at the limits of its texts and lists, each part of it so full; what is over its own limit as a whole is no document. */
function documentOf(
  full: {
    readonly message: number;
    readonly vehicles: number;
    readonly offers: number;
    readonly emails: number;
    readonly phones: number;
    readonly consents: number;
  },
  letter: string,
) {
  const text = letter.repeat(longestTexts.others);
  const car = { make: text, model: text, trim: text, vin: text, stockNumber: text, condition: 'new' };
  const count = (share: number) => Math.round(share * mostEntries);
  return {
    source: { system: text, id: text, campaign: text },
    customer: {
      firstName: text,
      lastName: text,
      fullName: text,
      city: text,
      region: text,
      postalCode: text,
      country: 'US',
      preferredContact: text,
      emails: many(count(full.emails), (each) => `${each}${letter.repeat(280)}@mail.example`),
      phones: many(count(full.phones), () => ({ number: text, type: text })),
    },
    vehiclesOfInterest: many(count(full.vehicles), () => ({ ...car, interest: 'test-drive' })),
    tradeIns: many(count(full.offers), () => ({
      ...car,
      interest: 'trade-in',
      odometer: text,
      odometerUnit: text,
      wear: text,
    })),
    message: letter.repeat(Math.round(full.message * longestTexts.message)),
    consents: many(count(full.consents), () => ({ text: letter.repeat(2_000) })),
  };
}

describe('whatever the door lets in', () => {
  const share = fc.constantFrom(0, 0.1, 0.5, 1);
  const parts = fc.record({
    message: share,
    vehicles: share,
    offers: share,
    emails: share,
    phones: share,
    consents: share,
  });

  test('every item of its lead stays under 400 KB, with all lists as long as they get', () => {
    let largest = 0;
    fc.assert(
      fc.property(parts, fc.constantFrom('x', 'é', '車', '🚗'), (full, letter) => {
        const document = documentOf(full, letter);
        fc.pre(Buffer.byteLength(JSON.stringify(document)) <= mostDocumentBytes);
        const bytes = largestItemOf(document) ?? 0;
        largest = Math.max(largest, bytes);
        expect(bytes).toBeLessThan(mostItemBytes * 0.95);
      }),
      { numRuns: 60, seed: 8 },
    );
    expect(largest).toBeGreaterThan(mostItemBytes / 2);
  });
});
