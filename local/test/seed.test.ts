import { describe, expect, test } from 'vitest';
import type { Resource } from '../cloudformation/resource.ts';
import { readSeed, sow } from '../seed.ts';

function resource(type: string, given: { ref: string; path: string; properties?: Record<string, unknown> }): Resource {
  return { stack: 'app-data', logicalId: 'X', type, metadata: {}, attributes: {}, properties: {}, ...given };
}

const resources = [
  resource('AWS::DynamoDB::Table', { ref: 'app-dev-orders', path: 'app-data/Orders/Resource' }),
  resource('AWS::DynamoDB::GlobalTable', { ref: 'app-dev-people', path: 'app-data/People/Resource' }),
  resource('AWS::ApiGateway::UsagePlan', { ref: 'plan1', path: 'app-api/A', properties: { UsagePlanName: 'small' } }),
  resource('AWS::ApiGateway::UsagePlan', { ref: 'plan2', path: 'app-api/B', properties: { UsagePlanName: 'large' } }),
];

function sown(content: unknown, into = resources) {
  const tables: [string, unknown][] = [];
  const keys: unknown[] = [];
  sow(readSeed(JSON.stringify(content)), into, {
    seedTable: (name, items) => void tables.push([name, items]),
    addApiKey: (key) => void keys.push(key),
  });
  return { tables, keys };
}

describe('a seed', () => {
  test('puts plain items into the table that goes by that name', () => {
    const { tables } = sown({
      items: [
        { table: 'Orders', item: { pk: 'a', count: 3, open: true, note: null, tags: ['x', { y: 1.5 }] } },
        { table: 'people', item: { pk: 'p' } },
        { table: 'app-dev-orders', item: { pk: 'b' } },
      ],
    });
    expect(tables).toEqual([
      [
        'app-dev-orders',
        [
          {
            pk: { S: 'a' },
            count: { N: '3' },
            open: { BOOL: true },
            note: { NULL: true },
            tags: { L: [{ S: 'x' }, { M: { y: { N: '1.5' } } }] },
          },
        ],
      ],
      ['app-dev-people', [{ pk: { S: 'p' } }]],
      ['app-dev-orders', [{ pk: { S: 'b' } }]],
    ]);
  });

  test('adds enabled API keys to the usage plan that is named, or to the only one', () => {
    expect(sown({ apiKeys: [{ value: 'v', usagePlan: 'large' }] }).keys).toEqual([
      { value: 'v', enabled: true, usagePlanIds: ['plan2'] },
    ]);
    const one = resources.slice(0, 3);
    expect(sown({ apiKeys: [{ value: 'v' }] }, one).keys).toEqual([
      { value: 'v', enabled: true, usagePlanIds: ['plan1'] },
    ]);
  });

  test.each([
    ['a table that is not there', { items: [{ table: 'Carts', item: {} }] }, 'app-dev-orders, app-dev-people'],
    ['a usage plan that is not there', { apiKeys: [{ value: 'v', usagePlan: 'huge' }] }, 'huge'],
    ['no usage plan where there are two', { apiKeys: [{ value: 'v' }] }, 'not the only one'],
    ['an unknown member', { itmes: [] }, 'itmes'],
    ['a credential without scopes', { credentials: { oem: { key: 'k' } } }, 'scopes'],
  ])('refuses %s by name', (_name, content, named) => {
    expect(() => sown(content)).toThrow(named);
  });

  test('refuses what is not JSON', () => {
    expect(() => readSeed('{')).toThrow('not JSON');
  });
});
