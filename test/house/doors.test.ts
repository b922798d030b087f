import { describe, expect, test } from 'vitest';
import { faultsOf } from '../support/house/house.ts';
import { sourceFileOf } from '../support/house/source-file.ts';

describe('the doors', () => {
  test.each([
    ['a room above', 'functions/dealers/dealer.ts', `import { x } from '../leads/lead.ts';`, 'downwards'],
    ['a room beside', 'functions/dealers/dealer.ts', `import { x } from '../messages/mail.ts';`, 'downwards'],
    [
      'the table in a rule',
      'functions/leads/sla.ts',
      `import { openTable } from '../platform/table.port.ts';`,
      'a pure file may not',
    ],
    [
      'a store in a rule',
      'functions/leads/sla.ts',
      `import { loadLead } from './lead.store.ts';`,
      'a pure file may not',
    ],
    [
      'the SDK in a store',
      'functions/leads/lead.store.ts',
      `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
      'a store file may not',
    ],
    ['zod in a rule', 'functions/leads/sla.ts', `import * as z from 'zod';`, 'a pure file may not'],
    [
      'a handler in a handler',
      'functions/leads/get-lead.handler.ts',
      `import { handler } from './post-lead.handler.ts';`,
      'a handler file may not',
    ],
    [
      'policy data in a rule',
      'functions/leads/sla.ts',
      `import data from '../../policies/sla/oem-default.json' with { type: 'json' };`,
      'policies/',
    ],
    [
      'a rule in the infrastructure',
      'infra/stacks/leads.ts',
      `import { startSla } from '../../functions/leads/sla.ts';`,
      'event names',
    ],
    [
      'a lazy import',
      'functions/leads/sla.ts',
      `const x = await import('../platform/table.port.ts');`,
      'a pure file may not',
    ],
    [
      'the SDK in a rule of the platform',
      'functions/platform/fact.ts',
      `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
      'a pure file may not',
    ],
    [
      'the logger in a flow of the platform, but by its port',
      'functions/platform/serve.flow.ts',
      `import { Logger } from '@aws-lambda-powertools/logger';`,
      'a flow file may not',
    ],
    [
      'a port in a store of the platform',
      'functions/platform/fact.store.ts',
      `import { openTable } from './table.port.ts';`,
      'a store file may not',
    ],
    [
      'a port in a port of another room',
      'functions/messages/email.port.ts',
      `import { openDocuments } from './document.port.ts';`,
      'the ports of platform/ only',
    ],
    ['the environment', 'functions/leads/sla.ts', `export const x = process.env.HOME;`, 'process.env'],
    ['the clock', 'functions/leads/sla.ts', `export const x = Date.now();`, 'clock'],
    ['chance', 'functions/leads/lead.store.ts', `export const x = Math.random();`, 'chance'],
    [
      'a decision at the time of another attempt',
      'functions/leads/assign-lead.handler.ts',
      `export const x = (context) => settle(table, context, async () => decide(context.now));`,
      'the time of the attempt',
    ],
    ['an enum', 'functions/leads/sla.ts', `export enum Level { One }`, 'enum'],
    ['a name that says nothing', 'functions/leads/utils.ts', ``, 'name'],
    ['a barrel', 'functions/leads/index.ts', ``, 'name'],
    ['a file too long', 'functions/leads/sla.ts', '\n'.repeat(251), '250 lines'],
  ])('refuse %s', (_what, file, source, why) => {
    expect(faultsOf(sourceFileOf(file, source)).join('\n')).toContain(why);
  });

  test.each([
    ['a room below', 'functions/leads/sla.ts', `import { deadline } from '../dealers/business-time.ts';`],
    ['a type of a policy', 'functions/leads/sla.ts', `import type { SlaPolicy } from './sla.policy.ts';`],
    ['an event', 'functions/leads/sla.ts', `import { type LeadFact } from '../events/lead.events.ts';`],
    ['the table in a store', 'functions/leads/lead.store.ts', `import type { Table } from '../platform/table.ts';`],
    ['a store in a store', 'functions/platform/fact.store.ts', `import { load } from './lead.store.ts';`],
    [
      'the environment in a port',
      'functions/messages/email.port.ts',
      `import { readEnv } from '../platform/env.port.ts';`,
    ],
    ['types of a package in the platform', 'functions/platform/operation.ts', `import type * as z from 'zod';`],
    [
      'the SDK in a port of the platform',
      'functions/platform/table.port.ts',
      `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
    ],
    [
      'an event name in infra',
      'infra/stacks/leads.ts',
      `import { leadReceived } from '../../functions/events/lead.events.ts';`,
    ],
  ])('let in %s', (_what, file, source) => {
    expect(faultsOf(sourceFileOf(file, source))).toEqual([]);
  });
});
