import { rmSync } from 'node:fs';
import { startRuntime } from 'assembly-runtime';
import { afterAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import type { LyingLetter } from '../support/control.ts';
import { type Removal, withoutPermissions } from '../support/fewer-permissions.ts';
import { connectedCall, leadJson, postLead } from '../support/leads.ts';
import { storyCallers, unreadable } from '../support/whole-story.ts';

const { assembly } = await synthesizedApp();
const closing: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

function without(removals: readonly Removal[]): string {
  const folder = withoutPermissions(assembly, removals);
  closing.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** The app without permissions that do not stand in each other's way. */
async function appWithout(...removals: Removal[]): Promise<App> {
  const app = await startApp({ assembly: without(removals), callers: storyCallers });
  closing.unshift(() => app.close());
  return app;
}

/** What was denied, as `who action`: the name of a role's session or of a service. */
async function denied(app: App): Promise<readonly string[]> {
  const calls = await app.denied();
  return [...new Set(calls.map(({ principal, action }) => `${principal.split('/').at(-1)} ${action}`))];
}

const senderOf = ({ body, attributes }: LyingLetter) =>
  /function:lanekeeper-dev-([\w-]+)/.exec(JSON.stringify(body) + attributes['TARGET_ARN'])?.[1];

describe('a permission that is missing at a door', async () => {
  const app = await appWithout(
    { role: 'GetLeadRole', action: 'dynamodb:GetItem' },
    { role: 'PutDealerRole', action: 'dynamodb:PutItem' },
    { role: 'PostLeadRole', action: 's3:PutObject' },
    { role: 'GetOpenapiRole', action: 'logs:PutLogEvents' },
    { permissions: /\/leads\/GET\/ApiPermission/ },
    { role: 'DecideLeadSlaRole', action: 'dynamodb:PutItem' },
  );

  test('to read: the lead is taken and cannot be looked at', async () => {
    const { leadId } = await postLead(app, leadJson('seen'));
    expect(await app.get(`/v1/leads/${leadId}`)).toMatchObject({ status: 500, type: 'application/problem+json' });
    expect(await denied(app)).toContain('lanekeeper-dev-get-lead dynamodb:GetItem');
  });

  test('to write, in a transaction: the store stays as it was', async () => {
    const before = (await app.get('/v1/dealers/dealer-1')).body as object;
    const answer = await app.put('/v1/dealers/dealer-1', { ...before, postalAddress: 'Changed' });
    expect(answer.status).toBe(500);
    expect((await app.get('/v1/dealers/dealer-1')).body).toEqual(before);
    expect(await denied(app)).toContain('lanekeeper-dev-put-dealer dynamodb:PutItem');
  });

  test('to keep a document: what cannot be read is not kept, and the sender is told', async () => {
    const answer = await app.post('/v1/leads', leadJson('lost', { dealerId: 'dealer-new' }), { as: 'portal' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('quarantineId');
    expect(await denied(app)).toContain('lanekeeper-dev-post-lead s3:PutObject');
  });

  test('to invoke the function: the gateway answers for it', async () => {
    expect(await app.get('/v1/leads')).toMatchObject({ status: 500, type: 'application/problem+json' });
    expect(await denied(app)).toContain('apigateway.amazonaws.com lambda:InvokeFunction');
    expect(await app.logs('list-leads')).toEqual([]);
  });

  test('to write a log: it works and leaves no trace', async () => {
    expect((await app.get('/v1/openapi.json', { as: 'nobody' })).status).toBe(200);
    expect(await app.logs('get-openapi')).toEqual([]);
    expect(await denied(app)).toContain('lanekeeper-dev-get-openapi logs:PutLogEvents');
  });

  test('to decide: nobody is warned', async () => {
    await app.clock.advance('PT2H');
    expect(await app.events('lead.sla-warned.v1')).toEqual([]);
    expect(await denied(app)).toContain('lanekeeper-dev-decide-lead-sla dynamodb:PutItem');
  });

  test('nothing else was denied', async () => {
    expect((await denied(app)).length).toBe(6);
  });
});

describe('a permission that is missing behind the bus', async () => {
  const starting = await appWithout(
    { role: 'StartLeadSlaRole', action: 'states:StartExecution' },
    { permissions: /\/OnReceivedAssign\// },
  );

  test('to start the timer: its event waits in the queue, and the sweep starts what is overdue; for a rule to invoke a function: the event lies in the dead letters', async () => {
    const { leadId } = await postLead(starting, leadJson('unheard'));
    await starting.clock.advance('PT10M');
    expect(await starting.executions()).toEqual([]);
    expect((await starting.get(`/v1/leads/${leadId}`)).body).toMatchObject({ assignments: [] });
    const letters = await starting.deadLetters();
    expect(letters.map(senderOf)).toEqual(['assign-lead']);
    expect(letters.map(({ attributes }) => attributes['ERROR_CODE'])).toContain('NO_PERMISSIONS');
    expect(await denied(starting)).toEqual([
      'events.amazonaws.com lambda:InvokeFunction',
      'lanekeeper-dev-start-lead-sla states:StartExecution',
    ]);
    await starting.clock.advance('PT4M');
    expect((await starting.executions()).map(({ name }) => name)).toEqual([`${leadId}-1-swept-1`]);
  });

  test('to mail: nobody is told, and the event lies in the dead letters', async () => {
    const app = await appWithout({ role: 'NotifyLeadRole', action: 'ses:SendEmail' });
    const { leadId } = await postLead(app, leadJson('untold'));
    await app.rest();
    // Nothing more of it is to be told, so that its first mail is all that is tried for a day.
    await app.post(`/v1/leads/${leadId}/activities`, connectedCall(await app.clock.now()));
    const lost = { id: 'lost', kind: 'note', at: await app.clock.now(), status: 'lost' };
    expect((await app.post(`/v1/leads/${leadId}/activities`, lost)).status).toBe(202);
    await app.clock.advance('P3D');
    expect(await app.messages()).toEqual([]);
    expect((await app.deadLetters()).map(({ body }) => (body as { 'detail-type': string })['detail-type'])).toContain(
      'lead.assigned.v1',
    );
    expect(await denied(app)).toEqual(['lanekeeper-dev-notify-lead ses:SendEmail']);
  });

  test('of the machine to ask its function: nobody is warned', async () => {
    const app = await appWithout({ role: 'LeadSlaRole', action: 'lambda:InvokeFunction' });
    await postLead(app, leadJson('unwarned'));
    await app.clock.advance('PT1H');
    expect(await app.events('lead.assigned.v1')).toHaveLength(1);
    expect(await app.events('lead.sla-warned.v1')).toEqual([]);
    expect([...new Set(await denied(app))]).toEqual([expect.stringMatching(/^LeadSla\w* lambda:InvokeFunction$/)]);
  });
});

describe('a permission that is missing', () => {
  test('of the relay to publish: facts stay in the table and wait, for what is missing may be given', async () => {
    const app = await appWithout({ role: 'RelayFactsRole', action: 'events:PutEvents' });
    await postLead(app, leadJson('unpublished'));
    await app.clock.advance('PT1H');
    expect((await app.items()).some(({ SK }) => SK.startsWith('FACT#'))).toBe(true);
    expect([await app.events(), await app.deadLetters()]).toEqual([[], []]);
    expect(await denied(app)).toEqual(['lanekeeper-dev-relay-facts events:PutEvents']);
  });

  test('of the relay to set aside: the stream brings the fact again', async () => {
    const app = await appWithout({ role: 'RelayFactsRole', action: 'sqs:SendMessage' });
    await app.putItem(unreadable);
    await app.clock.advance('PT10S');
    const calls = (await app.denied()).map(({ principal, action }) => `${principal.split('/').at(-1)} ${action}`);
    expect(calls.length).toBeGreaterThan(2);
    expect(new Set(calls)).toEqual(new Set(['lanekeeper-dev-relay-facts sqs:SendMessage']));
  });

  test('of the authorizer: no door opens', async () => {
    const app = await appWithout({ role: 'AuthorizeRole', action: 'dynamodb:GetItem' });
    expect(await app.get('/v1/dealers/dealer-1')).toMatchObject({ status: 500, type: 'application/problem+json' });
    expect(await denied(app)).toEqual(['lanekeeper-dev-authorize dynamodb:GetItem']);
  });

  test('of what AWS checks when it deploys: the start stops, naming the resources', async () => {
    const folder = without([
      { role: 'RelayFactsRole', action: 'dynamodb:GetRecords' },
      { role: 'AssignLeadRole', action: 'sqs:SendMessage' },
      { role: 'LeadSlaRole', action: 'logs:CreateLogDelivery' },
      { role: 'NotifyLeadRole', action: 'sqs:DeleteMessage' },
    ]);
    const runtime = await startRuntime({ assembly: folder, port: 0 });
    closing.unshift(() => runtime.close());
    const { message } = await runtime.ready.then(
      () => new Error('it started'),
      (error: Error) => error,
    );
    expect(message).toMatch(/-events\/RelayFacts\/.* cannot read the stream.* dynamodb:GetRecords /);
    expect(message).toMatch(/-leads\/OnSlaNotify\/.* cannot read the queue.* sqs:deletemessage /i);
    expect(message).toMatch(/-leads\/AssignLead\/.* may not send to its destination.* sqs:sendmessage /);
    expect(message).toMatch(/-leads\/LeadSla\/.* destination of its log.* logs:CreateLogDelivery /);
  });
});
