import type { Bill } from 'assembly-runtime/bill';
import { afterAll, expect, test } from 'vitest';
import { mondayAtTen, startApp } from '../support/app.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';

const app = await startApp();
afterAll(() => app.close());

async function bill(): Promise<Bill> {
  await app.rest();
  const { origin } = new URL(app.api);
  return (await (await fetch(`${origin}/_local/bill?lambdaMilliseconds=20`)).json()) as Bill;
}

/**
 * One lead, answered at the instant it came, counted by hand. All writes are transactions, so every unit counts twice; an
 * item below 1 KB is one unit, the lead two as it is received and given to somebody, three once it is answered. Each change
 * gives it another place in the list of leads: the entry there is removed and put anew. So is its entry in the due index
 * when its next step is another one; else the version in it changes.
 */
const writeUnits = {
  // The lead, its fact, two keys, the owner, the owner's key and latest lead, the receipt · in indexes the lead in three
  // (two hold little of it) and the fact.
  received: 2 * (2 + 1 + 2 + 1 + 1 + 1 + 1 + (2 + 1 + 1 + 1)),
  // The turn, the lead, its fact · in indexes the lead in three, twice in one of them, and the fact.
  assigned: 2 * (1 + 2 + 1 + (2 + 2 + 1 + 1 + 1)),
  // The notice to the new owner, reserved in one with their mailbox and then noted as sent.
  told: 2 * (1 + 1) + 2 * 1,
  // The activity, the lead, its fact · in indexes the lead as it was and is, in one whole, and the fact.
  answered: 2 * (1 + 3 + 1 + (2 + 3 + 2 + 1)),
};

test('what one answered lead uses up', async () => {
  const { leadId } = await postLead(app, leadJson('one'));
  await app.rest();
  const { status } = await app.post(`/v1/leads/${leadId}/activities`, connectedCall(mondayAtTen));
  expect(status).toBe(202);
  await app.clock.advance('PT30M');
  const { bill: lines, total, perEvent, perRequest, perExecution } = await bill();
  const units = Object.fromEntries(lines.map((line) => [`${line.service}: ${line.item}`, line.units]));
  expect(units).toMatchObject({
    'API Gateway: REST requests': 2,
    'WAF: requests': 2,
    // The authorizer, once for both; the two routes; the relay of three facts; four consumers (one starts the
    // machine and stops it, one assigns, one tells).
    'Lambda: requests': 1 + 2 + 3 + 4,
    'Lambda: duration, arm64': 10 * 0.02 * 0.5,
    // The timer waits until it is stopped.
    'Step Functions: Standard state transitions': 1,
    'EventBridge: custom events, 64 KB each': 3,
    'DynamoDB: write request units': Object.values(writeUnits).reduce((sum, more) => sum + more),
    // Key · store, two lead keys, owner's key · lead, store, turn · lead, store, notice, mailbox · lead, activity, calendar.
    'DynamoDB: read request units': 1 + 4 + 3 + 4 + 3,
    'DynamoDB: stream batches read by Lambda (free of charge)': 3,
    // The event that somebody is told of: into its queue, out of it, and deleted.
    'SQS: requests, 64 KB each': 3,
    'SES: messages, per recipient': 1,
    // One request in a hundred.
    'X-Ray: traces recorded': 2 * 0.01,
  });
  for (const { units: used, unitPrice, usd } of lines) expect(usd).toBeCloseTo(used * unitPrice, 11);
  expect(total).toBeCloseTo(
    lines.reduce((sum, { usd }) => sum + usd, 0),
    11,
  );
  expect(perEvent['lead.received.v1']).toMatchObject({ count: 1, usdOfAll: total });
  expect(Object.keys(perRequest)).toEqual(['POST /v1/leads', 'POST /v1/leads/{leadId}/activities']);
  expect(perExecution['lead-sla']?.usd).toBeGreaterThanOrEqual(25e-6);
});
