import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { s3Bench } from './s3-bench.ts';

interface Listing {
  readonly Contents: readonly { readonly Key: string }[];
  readonly CommonPrefixes: readonly { readonly Prefix: string }[];
  readonly IsTruncated: boolean;
  readonly NextContinuationToken?: string;
}

async function listingOf(keys: readonly string[]) {
  const { put, call } = await s3Bench();
  for (const key of keys) await put(key);
  return async (input: Record<string, unknown> = {}) => (await call('ListObjectsV2', input)) as unknown as Listing;
}

const names = ({ Contents, CommonPrefixes }: Listing) => [
  Contents.map(({ Key }) => Key),
  CommonPrefixes.map(({ Prefix }) => Prefix),
];

test.each([
  ['everything, in order', {}, [['a', 'b/1', 'b/2', 'b/c/3', 'z'], []]],
  ['a prefix', { Prefix: 'b/' }, [['b/1', 'b/2', 'b/c/3'], []]],
  ['one level', { Delimiter: '/' }, [['a', 'z'], ['b/']]],
  ['one level below a prefix', { Prefix: 'b/', Delimiter: '/' }, [['b/1', 'b/2'], ['b/c/']]],
  ['what comes after', { StartAfter: 'b/1' }, [['b/2', 'b/c/3', 'z'], []]],
])('%s', async (_, input, expected) => {
  const list = await listingOf(['z', 'b/2', 'a', 'b/c/3', 'b/1']);
  expect(names(await list(input))).toEqual(expected);
});

test('property: pages of any size, one after another, give each key once, in the order of UTF-8', async () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '😀', '｡'), minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (keys, MaxKeys) => {
      const list = await listingOf(keys);
      const found: string[] = [];
      let page = await list({ MaxKeys });
      for (;;) {
        found.push(...page.Contents.map(({ Key }) => Key));
        if (!page.IsTruncated) break;
        expect(page.Contents).toHaveLength(MaxKeys);
        page = await list({ MaxKeys, ContinuationToken: page.NextContinuationToken });
      }
      expect(found).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
});
