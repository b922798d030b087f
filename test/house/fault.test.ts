import { describe, expect, test } from 'vitest';
import { judge } from '../support/house/fault.ts';

const fault = { what: 'functions/leads/sla.ts', why: 'is wrong' };

describe('a list of exceptions', () => {
  test.each([
    ['excepts a fault', [fault], [fault.what], []],
    ['excepts no other fault', [fault], [], ['functions/leads/sla.ts is wrong']],
    ['fails when an entry is no longer needed', [], [fault.what], [expect.stringContaining('need not be')]],
    ['fails when an entry stands twice', [fault], [fault.what, fault.what], [expect.stringContaining('need not be')]],
  ])('%s', (_what, faults, excepted, sentences) => {
    expect(judge(faults, excepted)).toEqual(sentences);
  });
});
