import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../functions/dealers/field-map/field-map.ts';
import { wordPolicies } from '../../functions/dealers/field-map/words.policy.ts';
import { leadStatuses } from '../../functions/leads/lead/lead-status.ts';

const map = { 'Called – no answer': 'contacted', NEU: 'new', Sold: 'lost' };

describe('a store’s word', () => {
  test.each([
    ['as the map writes it', 'NEU', 'new'],
    ['in another case, with more white space', '  called –  NO answer ', 'contacted'],
    ['that is the OEM’s own', 'appointment', 'appointment'],
    ['that is the OEM’s own in another case', 'Ordered', 'ordered'],
    ['that the map reads otherwise than the OEM', 'sold', 'lost'],
    ['that nobody knows', 'hot', undefined],
    ['that only contains one that is known', 'NEU!', undefined],
  ])('%s', (_what, word, meaning) => {
    expect(meaningOf(word, map, leadStatuses)).toBe(meaning);
  });

  test('is never an inherited property', () => {
    expect(meaningOf('constructor', map, leadStatuses)).toBeUndefined();
  });
});

test('the programme’s statuses are those a lead can have', () => {
  expect(wordPolicies.newest.statuses).toEqual([...leadStatuses]);
});
