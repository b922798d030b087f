import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPriceList } from '../../bill/price-list.ts';

const folder = path.resolve(import.meta.dirname, '../../bill');
const regions = ['us-east-1', 'eu-central-1'];

test.each(regions)('the list of %s is dated and names its region', (region) => {
  const list = readPriceList(region);
  expect(list).toMatchObject({ region, dated: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
});

test('all regions have the same prices, and the dearer one is dearer', () => {
  const [first, second] = regions.map((region) => readPriceList(region)?.prices ?? {});
  expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}));
  const cheaper = Object.entries(first ?? {}).filter(([id, { usd }]) => usd > (second?.[id]?.usd ?? 0));
  expect(cheaper).toEqual([]);
});

test('everything that is metered has a price', () => {
  const source = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const metered = [...source.matchAll(/'([a-z0-9]+\.[a-zA-Z]+)'/g)].map(([, id = '']) => id);
  const inner = ['events.publishedGb', 'apigateway.route'];
  const priced = Object.keys(readPriceList('us-east-1')?.prices ?? {});
  expect(metered.length).toBeGreaterThan(20);
  expect(metered.filter((id) => !inner.includes(id) && !priced.includes(id))).toEqual([]);
});

test('a region without a list has none, whatever it is called', () => {
  expect(readPriceList('eu-west-9')).toBeUndefined();
  expect(readPriceList('../prices/us-east-1')).toBeUndefined();
});
