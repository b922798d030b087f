import { describe, expect, it } from 'vitest';
import type { Item } from '../../dynamodb/attribute-value.ts';
import { dynamoDbWithTable, key } from './dynamodb.fixture.ts';

interface Case {
  readonly what: string;
  readonly given?: Item;
  readonly update: string;
  readonly names?: Record<string, string>;
  readonly values?: Item;
  readonly becomes: Item | string;
}

const n = (value: number) => ({ N: String(value) });
const list = (...members: number[]) => ({ L: members.map(n) });

const cases: readonly Case[] = [
  { what: 'creates the item', update: 'SET a = :v', values: { ':v': n(1) }, becomes: { a: n(1) } },
  {
    what: 'counts on from what is there',
    given: { a: n(41) },
    update: 'SET a = if_not_exists(a, :zero) + :one',
    values: { ':zero': n(0), ':one': n(1) },
    becomes: { a: n(42) },
  },
  {
    what: 'counts from nothing',
    update: 'SET a = if_not_exists(a, :zero) + :one',
    values: { ':zero': n(0), ':one': n(1) },
    becomes: { a: n(1) },
  },
  {
    what: 'subtracts exactly, beyond double precision',
    given: { a: { N: '9007199254740993' } },
    update: 'SET a = a - :half',
    values: { ':half': { N: '0.5' } },
    becomes: { a: { N: '9007199254740992.5' } },
  },
  {
    what: 'appends and prepends to lists',
    given: { a: list(2) },
    update: 'SET a = list_append(a, :l), b = list_append(:l, a)',
    values: { ':l': list(3) },
    becomes: { a: list(2, 3), b: list(3, 2) },
  },
  {
    what: 'reaches nested paths',
    given: { a: { M: { b: { L: [{ M: { c: n(1) } }] } } } },
    update: 'SET a.b[0].c = :v, a.d = :v',
    values: { ':v': n(9) },
    becomes: { a: { M: { b: { L: [{ M: { c: n(9) } }] }, d: n(9) } } },
  },
  {
    what: 'removes several list elements by their positions before the update',
    given: { a: list(0, 1, 2, 3) },
    update: 'REMOVE a[0], a[1]',
    becomes: { a: list(2, 3) },
  },
  {
    what: 'sets beyond the end of a list at its end',
    given: { a: list(0) },
    update: 'SET a[7] = :v, a[5] = :w',
    values: { ':v': n(7), ':w': n(5) },
    becomes: { a: list(0, 5, 7) },
  },
  {
    what: 'ignores the removal of what is not there',
    given: { a: list(0) },
    update: 'REMOVE a[3], b',
    becomes: { a: list(0) },
  },
  {
    what: 'reads right-hand sides from the item as it was',
    given: { a: { M: { x: n(1) } }, b: n(2) },
    update: 'SET c = a, a.x = :v, b = b + :v, d = b',
    values: { ':v': n(5) },
    becomes: { a: { M: { x: n(5) } }, b: n(7), c: { M: { x: n(1) } }, d: n(2) },
  },
  {
    what: 'adds to numbers and sets, creating them',
    given: { a: n(1), s: { SS: ['x'] } },
    update: 'ADD a :n, b :n, s :s, t :s',
    values: { ':n': n(2), ':s': { SS: ['x', 'y'] } },
    becomes: { a: n(3), b: n(2), s: { SS: ['x', 'y'] }, t: { SS: ['x', 'y'] } },
  },
  {
    what: 'deletes set members, and the set with the last',
    given: { s: { SS: ['x', 'y'] }, t: { NS: ['1'] } },
    update: 'DELETE s :s, t :t',
    values: { ':s': { SS: ['x', 'z'] }, ':t': { NS: ['1'] } },
    becomes: { s: { SS: ['y'] } },
  },
  {
    what: 'refuses an operand that is not there',
    update: 'SET a = b',
    becomes: 'The provided expression refers to an attribute that does not exist in the item',
  },
  {
    what: 'refuses a path without a parent',
    update: 'SET a.b = :v',
    values: { ':v': n(1) },
    becomes: 'The document path provided in the update expression is invalid for update',
  },
  {
    what: 'refuses arithmetic with text',
    given: { a: { S: 'x' } },
    update: 'SET a = a + :v',
    values: { ':v': n(1) },
    becomes: 'An operand in the update expression has an incorrect data type',
  },
  {
    what: 'refuses to change the key',
    update: 'SET pk = :v',
    values: { ':v': { S: 'z' } },
    becomes: 'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  },
  {
    what: 'refuses an index key of another type',
    update: 'SET dueAt = :v',
    values: { ':v': n(1) },
    becomes:
      'One or more parameter values were invalid: Type mismatch for Index Key dueAt Expected: S Actual: N IndexName: due',
  },
  {
    what: 'refuses an index key of another type that comes from the item',
    given: { a: n(1) },
    update: 'SET dueAt = a',
    becomes: 'The update expression attempted to update the secondary index key to unsupported type',
  },
  {
    what: 'refuses reserved words',
    update: 'SET size = :v',
    values: { ':v': n(1) },
    becomes: 'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: size',
  },
];

describe('UpdateItem', () => {
  it.each(cases)('$what', async ({ given, update, names, values, becomes }) => {
    const { put, on, item } = dynamoDbWithTable();
    if (given) await put({ ...key('a'), ...given });
    const call = on('UpdateItem', {
      Key: key('a'),
      UpdateExpression: update,
      ...(names && { ExpressionAttributeNames: names }),
      ...(values && { ExpressionAttributeValues: values }),
    });
    if (typeof becomes === 'string') {
      await expect(call).rejects.toMatchObject({ code: 'ValidationException', message: becomes });
      expect(await item('a')).toEqual(given && { ...key('a'), ...given });
    } else {
      await call;
      expect(await item('a')).toEqual({ ...key('a'), ...becomes });
    }
  });

  it.each([
    ['NONE', undefined],
    ['ALL_OLD', { ...key('a'), a: n(1), b: n(2) }],
    ['ALL_NEW', { ...key('a'), a: n(5), b: n(2) }],
    ['UPDATED_OLD', { a: n(1) }],
    ['UPDATED_NEW', { a: n(5) }],
  ])('returns values %s', async (ReturnValues, Attributes) => {
    const { put, on } = dynamoDbWithTable();
    await put({ ...key('a'), a: n(1), b: n(2) });
    const answer = await on('UpdateItem', {
      Key: key('a'),
      UpdateExpression: 'SET a = :v',
      ExpressionAttributeValues: { ':v': n(5) },
      ReturnValues,
    });
    expect(answer['Attributes']).toEqual(Attributes);
  });

  it('does not reach into items handed out before', async () => {
    const { put, on, item } = dynamoDbWithTable();
    await put({ ...key('a'), m: { M: { x: n(1) } } });
    const before = await item('a');
    await on('UpdateItem', {
      Key: key('a'),
      UpdateExpression: 'SET m.x = :v',
      ExpressionAttributeValues: { ':v': n(2) },
    });
    expect(before).toEqual({ ...key('a'), m: { M: { x: n(1) } } });
  });
});
