import { describe, expect, test } from 'vitest';
import { sourceFilesOf } from '../support/house/source-file.ts';
import { subRoomFaults } from '../support/house/sub-rooms.ts';

const orders = { 'functions/leads': ['lead', 'sla'], 'local/sqs': ['queue'] };

function faultsOf(file: string, text: string): string[] {
  return subRoomFaults(sourceFilesOf({ [file]: text }), orders).map(({ what, why }) => `${what} ${why}`);
}

describe('the order inside a room', () => {
  test.each([
    ['a folder above', 'functions/leads/lead/lead.ts', `import { startSla } from '../sla/sla.ts';`, 'upwards'],
    [
      'a type of a folder above',
      'functions/leads/lead/lead.ts',
      `import type { Sla } from '../sla/sla.ts';`,
      'upwards',
    ],
    ["the room's own files", 'functions/leads/sla/sla.ts', `import { postLead } from '../lead.routes.ts';`, 'upwards'],
    ['a folder above, from deep below', 'functions/leads/lead/a/b.ts', `import '../../sla/c/d.ts';`, 'upwards'],
    ['a folder that the order does not name', 'functions/leads/adf/tag.ts', '', 'does not name'],
    ['a folder of another package', 'local/sqs/message/message.ts', '', 'does not name'],
  ])('refuse %s', (_what, file, text, why) => {
    expect(faultsOf(file, text)).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ['a folder below', 'functions/leads/sla/sla.ts', `import type { Lead } from '../lead/lead.ts';`],
    ['the same folder', 'functions/leads/sla/sla.ts', `import { slaPlan } from './sla-plan.ts';`],
    ["a folder in one of the room's own files", 'functions/leads/get.handler.ts', `import { x } from './sla/sla.ts';`],
    ['another room', 'functions/leads/lead/lead.ts', `import { x } from '../../dealers/sla/sla.ts';`],
    ['folders in a room without an order', 'functions/dealers/sla/sla.ts', `import { x } from '../lead/lead.ts';`],
  ])('let in %s', (_what, file, text) => {
    expect(faultsOf(file, text)).toEqual([]);
  });

  test('names an import once, however often it is written', () => {
    const text = `import type { A } from '../sla/sla.ts'; import { b } from '../sla/sla.ts';`;
    expect(faultsOf('functions/leads/lead/lead.ts', text)).toHaveLength(1);
  });
});
