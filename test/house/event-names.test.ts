import { describe, expect, test } from 'vitest';
import { eventNameFaults } from '../support/house/event-names.ts';
import { sourceFilesOf } from '../support/house/source-file.ts';

describe("an event's name", () => {
  test.each([
    ['in a rule', 'functions/leads/lead/lead.ts', `const fact = { type: 'lead.received.v1', data };`],
    ['as a type', 'functions/leads/lead/lead.ts', `type Received = Fact<'lead.received.v1'>;`],
    ['as a key', 'functions/platform/metrics.port.ts', `const counted = { "lead.received.v1": 'LeadReceived' };`],
    ['in a longer text', 'functions/platform/fact.index.ts', 'const name = `lead.received.v1 to nobody`;'],
    ['in the infrastructure', 'infra/stacks/leads.ts', `new EventRule(this, 'x', { types: ['lead.received.v1'] });`],
  ])('is refused %s', (_what, file, text) => {
    expect(eventNameFaults(sourceFilesOf({ [file]: text }))).toEqual([
      { what: `${file} lead.received.v1`, why: expect.stringContaining('functions/events/') },
    ]);
  });

  test.each([
    ['where it is defined', 'functions/events/lead.events.ts', `const leadReceived = event('lead.received.v1');`],
    ['in a test', 'test/leads/lead.test.ts', `expect(fact.type).toBe('lead.received.v1');`],
    ['in a comment', 'functions/leads/lead/lead.ts', '/** Makes lead.received.v1. */'],
    ['that it only resembles', 'functions/leads/lead/lead.ts', `import { x } from './lead.v1.ts'; const v = 'v1.2';`],
  ])('is let in %s', (_what, file, text) => {
    expect(eventNameFaults(sourceFilesOf({ [file]: text }))).toEqual([]);
  });
});
