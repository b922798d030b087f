import { describe, expect, test } from 'vitest';
import { nothingPolicies } from '../../functions/intake/document/nothing.policy.ts';
import { meantText } from '../../functions/intake/document/nothing.ts';

const nothing = nothingPolicies.newest;

describe('a word for nothing', () => {
  test.each([
    'null',
    'NULL',
    '(null)',
    '[Null]',
    '"null"',
    'undefined',
    'None',
    'nil',
    'NaN',
    'N/A',
    'n/a',
    'NA',
    'n.a.',
    'Not specified',
    'not_provided',
    'NOT-AVAILABLE',
    'unknown',
    'Please select',
    '-- Please Select --',
    'keine Angabe',
    'Non renseigné',
    '-',
    '---',
    '—',
    '...',
    '???',
    ' null ',
  ])('%j says nothing where a value is asked for', (text) => {
    expect(meantText(text, 'value', nothing)).toBe('');
  });

  test.each(['0', 'ND', 'Select', 'Nona', 'Nullarbor', 'X', 'C-HR', '+', '€', 'Any', 'Other', 'none of these', '無'])(
    '%j is none of them',
    (text) => {
      expect(meantText(text, 'value', nothing)).toBe(text);
    },
  );

  test.each([
    ['Null', 'Null'],
    ['Nil', 'Nil'],
    ['Na', 'Na'],
    ['null', ''],
    ['NULL', ''],
    ['None', ''],
    ['Undefined', ''],
    ['N/A', ''],
    ['Not specified', ''],
    ['Jennifer Null', 'Jennifer Null'],
    ['JENNIFER NULL', 'JENNIFER NULL'],
    ['Jennifer NULL', 'Jennifer'],
    ['Hugo null', 'Hugo'],
    ['undefined Adler', 'Adler'],
    ['Hugo null Adler', 'Hugo Adler'],
    ['Hugo N/A', 'Hugo'],
    ['null null', ''],
    ['N/A N/A', ''],
    ['Li Na', 'Li Na'],
    ['li na', 'li na'],
    ['Ann  Ash', 'Ann  Ash'],
  ])('%j in a name is %j', (text, name) => {
    expect(meantText(text, 'name', nothing)).toBe(name);
  });

  test('may be the code of a province', () => {
    expect(['NA', 'N/A', 'na'].map((text) => meantText(text, 'region', nothing))).toEqual(['NA', '', '']);
  });
});
