import { describe, expect, it } from 'vitest';
import type { Item } from '../../dynamodb/attribute-value.ts';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

const given: Item = {
  ...key('a'),
  n: { N: '10' },
  s: { S: 'hello' },
  blank: { S: '' },
  off: { BOOL: false },
  nothing: { NULL: true },
  bytes: { B: Buffer.from([1, 2, 3]).toString('base64') },
  set: { SS: ['x', 'y'] },
  list: { L: [{ S: 'x' }, { M: { y: { N: '1' } } }] },
  map: { M: { b: { M: { c: { N: '5' } } }, l: { L: [] } } },
};

const values: Item = {
  ':five': { N: '5' },
  ':ten': { N: '10.0' },
  ':nine': { N: '9' },
  ':hel': { S: 'hel' },
  ':x': { S: 'x' },
  ':blank': { S: '' },
  ':false': { BOOL: false },
  ':yx': { SS: ['y', 'x'] },
  ':map': { M: { l: { L: [] }, b: { M: { c: { N: '5' } } } } },
  ':member': { M: { y: { N: '1' } } },
  ':N': { S: 'N' },
  ':b12': { B: Buffer.from([1, 2]).toString('base64') },
  ':three': { N: '3' },
  ':two': { N: '2' },
  ':zero': { N: '0' },
  ':z': { S: 'z' },
};

const holds = [
  'n = :ten',
  'n > :nine',
  'n BETWEEN :five AND :ten',
  'n IN (:five, :ten)',
  's <> :x',
  'gone <> :x',
  'NOT gone = :x',
  's BETWEEN :hel AND :z',
  'attribute_exists(blank)',
  'attribute_exists(nothing)',
  'attribute_exists(map.b.c)',
  'attribute_not_exists(map.b.d)',
  'attribute_not_exists(gone)',
  'attribute_type(n, :N)',
  'begins_with(s, :hel)',
  'begins_with(bytes, :b12)',
  'contains(s, :hel)',
  'contains(#set, :x)',
  'contains(#list, :x)',
  'contains(#list, :member)',
  'contains(bytes, :b12)',
  'off = :false',
  'off IN (:x, :false)',
  'blank = :blank',
  '#set = :yx',
  '#map = :map',
  '#list[1].y < :five',
  'size(s) = :five',
  'size(blank) = :zero',
  'size(bytes) = :three',
  'size(#set) = :two',
  'size(#list) = :two',
  'size(#map) = :two',
  'size(#map.l) = :zero',
  'n = :ten AND (s = :x OR NOT s = :x)',
];

const fails = [
  'n < :nine',
  'n = :x',
  's < :five',
  'gone = :x',
  'gone = lost',
  'gone <= lost',
  'gone < :x',
  'off < :x',
  'attribute_exists(gone)',
  'attribute_exists(map.b.d)',
  'attribute_type(gone, :N)',
  'begins_with(gone, :hel)',
  'begins_with(n, :hel)',
  'contains(gone, :x)',
  'gone IN (:x)',
  'size(gone) > :zero',
  'size(n) > :zero',
  'NOT n = :ten',
];

function used(expression: string) {
  const names: Record<string, string> = { '#set': 'set', '#list': 'list', '#map': 'map' };
  const text = expression.replace(/\bmap\.b/g, '#map.b');
  const ofText = ([name]: readonly [string, unknown]) => new RegExp(`${name}(?!\\w)`).test(text);
  const namesUsed = Object.fromEntries(Object.entries(names).filter(ofText));
  const valuesUsed = Object.fromEntries(Object.entries(values).filter(ofText));
  return {
    text,
    parameters: {
      ...(Object.keys(namesUsed).length > 0 && { ExpressionAttributeNames: namesUsed }),
      ...(Object.keys(valuesUsed).length > 0 && { ExpressionAttributeValues: valuesUsed }),
    },
  };
}

describe('a condition', () => {
  it.each(holds.map((text) => [text]))('%s holds', async (expression) => {
    const { put, on } = dynamoDbWithTable();
    await put(given);
    const { text, parameters } = used(expression);
    await expect(on('DeleteItem', { Key: key('a'), ConditionExpression: text, ...parameters })).resolves.toEqual({});
    await put(given);
    expect(await on('Scan', { FilterExpression: text, ...parameters })).toMatchObject({ Count: 1, ScannedCount: 1 });
  });

  it.each(fails.map((text) => [text]))('%s fails', async (expression) => {
    const { put, on } = dynamoDbWithTable();
    await put(given);
    const { text, parameters } = used(expression);
    await expect(on('DeleteItem', { Key: key('a'), ConditionExpression: text, ...parameters })).rejects.toMatchObject({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      details: {},
    });
    expect(await on('Scan', { FilterExpression: text, ...parameters })).toMatchObject({ Count: 0, ScannedCount: 1 });
  });

  it('shows the item that stood against it when asked', async () => {
    const { put, on } = dynamoDbWithTable();
    await put(given);
    const write = { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    for (const call of [on('PutItem', { Item: key('a'), ...write }), on('UpdateItem', { Key: key('a'), ...write })])
      await expect(call).rejects.toMatchObject({ code: 'ConditionalCheckFailedException', details: { Item: given } });
  });
});
