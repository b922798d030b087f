import { describe, expect, test } from 'vitest';
import { compilePattern, InvalidPattern } from '../../event-bridge/pattern.ts';

/** The list of a field, then values that match and values that do not; undefined is a missing field. */
const operators: readonly (readonly [unknown[], unknown[], unknown[]])[] = [
  [
    ['a', 5, true, null],
    ['a', 5, 5.0, true, null, ['x', 'a']],
    ['5', 'A', 'true', 'null', false, undefined, []],
  ],
  [[1_000_000_000_000], [1_000_000_000_000], [1, 999_999_999_999]],
  [[0.1234567], [0.1234567], [0.123456]],
  [[{ prefix: 'le' }], ['lead', 'le'], ['Lead', 'l', 1, null, undefined]],
  [[{ prefix: '' }], ['', 'x'], [1, null, undefined]],
  [[{ prefix: { 'equals-ignore-case': 'lE' } }], ['LEad', 'le'], ['l', 'el']],
  [[{ suffix: '.png' }], ['a.png', '.png'], ['a.PNG', 'png', 1]],
  [[{ suffix: { 'equals-ignore-case': '.pNg' } }], ['a.png', 'a.PNG'], ['a.pn', 'png.x']],
  [[{ 'equals-ignore-case': 'Straße' }], ['STRAßE', 'straSSe'], ['STRASE', 'straße ']],
  [[{ 'equals-ignore-case': '' }], [''], ['a', 0]],
  [[{ exactly: '5' }], ['5'], [5]],
  [[{ exists: true }], ['', null, 0, false, ['x']], [undefined, [], {}, { a: 1 }]],
  [[{ exists: false }], [undefined, [], { a: 1 }], ['', null, 0]],
  [
    [{ exists: false }, 'x'],
    [undefined, 'x'],
    ['y', null],
  ],
  [[{ wildcard: 'a*c' }], ['ac', 'abc', 'abcbc'], ['ab', 'bac', 'acb', 1]],
  [[{ wildcard: '*' }], ['', 'anything'], [1, null, undefined]],
  [[{ wildcard: 'a\\*b\\\\' }], ['a*b\\'], ['axb\\', 'a*b']],
  [[{ wildcard: '*ab*ab*' }], ['abab', 'xabyabz'], ['ab', 'aab b']],
  [[{ cidr: '10.0.0.0/24' }], ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '9.255.255.255', '10.0.0.256', 'x', 10]],
  [[{ cidr: '2001:db8::/32' }], ['2001:DB8::1', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'], ['2001:db9::', '::1']],
  [['2001:db8::1'], ['2001:db8:0:0:0:0:0:1', '2001:DB8::1'], ['2001:db8::2', '2001:db8::1::']],
  [['10.0.0.7', { prefix: '19' }], ['10.0.0.7', '192.168.0.1', '19'], ['10.0.0.8']],
  [[{ numeric: ['=', 301.8] }], [301.8], [301.800001, '301.8', true]],
  [[{ numeric: ['>', 0, '<=', 5] }], [0.000001, 5], [0, 5.000001, -1]],
  [[{ numeric: ['>=', -1, '<', 1] }], [-1, 0], [1]],
  [[{ numeric: ['<', 0] }], [-0.5, -500_000_000_000], [0, 5e11, -5.1e11]],
  [[{ 'anything-but': 'a' }], ['b', 1, null, false, ['a', 'b']], ['a', undefined, ['a'], []]],
  [[{ 'anything-but': ['a', 'b'] }], ['c'], ['a', 'b']],
  [[{ 'anything-but': [1, 2.5] }], [3, '1', 0.1234567], [1, 2.5]],
  [[{ 'anything-but': { prefix: ['a', 'b'] } }], ['ca', 1, null], ['ab', 'b']],
  [[{ 'anything-but': { suffix: 'a' } }], ['ab', 1], ['ba']],
  [[{ 'anything-but': { wildcard: ['*x*', 'y'] } }], ['z', 'yy'], ['axb', 'y']],
  [[{ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }], ['c', null], ['A', 'b']],
  [[{ 'anything-but': '10.0.0.7' }, { cidr: '192.168.0.0/16' }], ['10.0.0.8', '192.168.1.1'], ['10.0.0.7']],
];

describe('operators', () => {
  test.each(operators)('%j', (list, matching, others) => {
    const matches = compilePattern({ detail: { field: list } });
    const event = (value: unknown) => ({ detail: value === undefined ? { other: 1 } : { field: value } });
    expect(matching.map((value) => [value, matches(event(value))])).toEqual(matching.map((value) => [value, true]));
    expect(others.map((value) => [value, matches(event(value))])).toEqual(others.map((value) => [value, false]));
  });
});

const refused: readonly (readonly [unknown, RegExp])[] = [
  ['x', /not an object/],
  [[], /not an object/],
  [{}, /Empty objects/],
  [{ a: {} }, /Empty objects/],
  [{ a: [] }, /Empty arrays/],
  [{ a: 'x' }, /"a" must be an object or an array/],
  [{ a: [['x']] }, /Match value must be/],
  [{ a: [{}] }, /name not found/],
  [{ a: [{ like: 'x' }] }, /Unrecognized match type like/],
  [{ a: [{ prefix: 'x', suffix: 'y' }] }, /Only one key/],
  [{ a: [{ prefix: 1 }] }, /must be a string/],
  [{ a: [{ prefix: { wildcard: 'x' } }] }, /Unsupported prefix pattern/],
  [{ a: [{ suffix: ['x'] }] }, /must be a string/],
  [{ a: [{ exists: 'true' }] }, /either true or false/],
  [{ a: [{ numeric: 10 }] }, /must be an array/],
  [{ a: [{ numeric: ['>', '1'] }] }, /must be numeric/],
  [{ a: [{ numeric: ['~', 1] }] }, /Unrecognized numeric range operator/],
  [{ a: [{ numeric: ['<', 1, '>', 0] }] }, /Too many elements/],
  [{ a: [{ numeric: ['>', 0, '>', 1] }] }, /Bad numeric range operator/],
  [{ a: [{ numeric: ['>', 0, '<'] }] }, /must be numeric/],
  [{ a: [{ numeric: ['>', 1, '<', 1] }] }, /Bottom must be less than top/],
  [{ a: [{ numeric: ['=', 6e11] }] }, /between/],
  [{ a: [{ cidr: '10.0.0.0' }] }, /one '\/' required/],
  [{ a: [{ cidr: '10.0.0.0/33' }] }, /must be < 32/],
  [{ a: [{ cidr: 'host/8' }] }, /Nonstandard IP address/],
  [{ a: [{ wildcard: 'a**b' }] }, /Consecutive wildcard/],
  [{ a: [{ wildcard: 'a\\b' }] }, /Invalid escape/],
  [{ a: [{ wildcard: '*:*:*:*:*:event-bus/*' }] }, /too complex/],
  [{ a: ['one', 'two', 'six', 'ten'].map((name) => ({ wildcard: `*:stack/${name}/*` })) }, /too complex/],
  [{ a: [{ 'anything-but': null }] }, /must be an array or single/],
  [{ a: [{ 'anything-but': [] }] }, /either all values/],
  [{ a: [{ 'anything-but': ['x', 1] }] }, /either all values/],
  [{ a: [{ 'anything-but': [null] }] }, /not supported/],
  [{ a: [{ 'anything-but': { prefix: '' } }] }, /Null prefix/],
  [{ a: [{ 'anything-but': { numeric: ['>', 1] } }] }, /Unsupported anything-but/],
  [{ $or: { a: ['x'] } }, /must be an Array/],
  [{ $or: [{ a: ['x'] }] }, /at least 2/],
  [{ $or: [{ a: ['x'] }, 'y'] }, /Only JSON object/],
  [{ $or: [{ a: ['x'] }, { prefix: ['y'] }] }, /reserved fieldName/],
];

describe('what AWS refuses', () => {
  test.each(refused)('%j', (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidPattern);
    expect(() => compilePattern(pattern)).toThrow(reason);
  });

  test('three wildcards of the same form are not yet too complex', () => {
    const list = ['one', 'two', 'six'].map((name) => ({ wildcard: `*:stack/${name}/*` }));
    expect(compilePattern({ a: list })({ a: 'arn:stack/two/7' })).toBe(true);
  });
});

const structures: readonly (readonly [string, unknown, unknown, boolean])[] = [
  ['one element has both', { a: { x: [1], y: [2] } }, { a: [{ x: 1 }, { x: 1, y: 2 }] }, true],
  ['no element has both', { a: { x: [1], y: [2] } }, { a: [{ x: 1 }, { y: 2 }] }, false],
  ['two arrays choose by themselves', { a: { x: [1] }, b: { y: [2] } }, { a: [{}, { x: 1 }], b: [{ y: 2 }] }, true],
  ['inner arrays agree too', { a: { b: { x: [1], y: [2] } } }, { a: [{ b: [{ x: 1 }, { y: 2 }] }] }, false],
  ['plain elements are values of the array', { a: { t: ['x'], y: [2] } }, { a: { t: ['w', 'x'], y: 2 } }, true],
  ['absent in the chosen element', { a: { x: [1], y: [{ exists: false }] } }, { a: [{ y: 2 }, { x: 1 }] }, true],
  ['present in the chosen element', { a: { x: [1], y: [{ exists: false }] } }, { a: [{ x: 1, y: 2 }] }, false],
  [
    'absence is asked in the order of paths',
    { a: { x: [{ exists: false }], y: [2] } },
    { a: [{ x: 1 }, { y: 2 }] },
    false,
  ],
  ['a dot in a key is a step', { 'a.b': [1] }, { a: { b: 1 } }, true],
  ['a key with a dot in the event', { a: { b: [1] } }, { 'a.b': 1 }, true],
  ['the last of two equal paths counts', { 'a.b': [1], a: { b: [2] } }, { a: { b: 2 } }, true],
  ['or: the first choice', { s: ['x'], $or: [{ a: [1] }, { b: [2] }] }, { s: 'x', a: 1 }, true],
  ['or: the second choice', { s: ['x'], $or: [{ a: [1] }, { b: [2] }] }, { s: 'x', b: 2 }, true],
  ['or: no choice', { s: ['x'], $or: [{ a: [1] }, { b: [2] }] }, { s: 'x', a: 2 }, false],
  ['or: and the rest', { s: ['x'], $or: [{ a: [1] }, { b: [2] }] }, { s: 'y', a: 1 }, false],
  ['or inside or', { $or: [{ a: [1], $or: [{ c: [3] }, { d: [4] }] }, { b: [2] }] }, { a: 1, d: 4 }, true],
  ['a choice overrides an earlier field', { a: [1], $or: [{ a: [2] }, { b: [3] }] }, { a: 2 }, true],
];

test.each(structures)('structure: %s', (_, pattern, event, expected) => {
  expect(compilePattern(pattern)(event)).toBe(expected);
});

test('a thousand values of one array do not multiply', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `v${index}`);
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const event = Object.fromEntries(keys.map((key) => [key, many]));
  const pattern = Object.fromEntries([...keys.map((key) => [key, [{ prefix: 'v' }]]), ['z', ['never']]]);
  expect(compilePattern(pattern)(event)).toBe(false);
});
