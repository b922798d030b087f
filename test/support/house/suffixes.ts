import path from 'node:path';

const time = 'temporal-polyfill';
const parsers = [
  'fast-xml-parser',
  'i18n-iso-countries/codes.json',
  'i18n-iso-countries/langs/en.json',
  'libphonenumber-js/min',
];

/** What events/ imports. */
export const eventPackages: readonly string[] = ['zod', time];

/** The outside packages a file may import, by its suffix; `pure` is a file without one. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  pure: [time],
  contract: ['zod', time, ...parsers],
  view: ['zod', time],
  policy: ['zod'],
  store: ['node:crypto', time],
  port: ['@aws-sdk/client-sesv2', time],
  flow: [time],
  handler: ['zod', time, 'aws-lambda'],
  routes: [],
  openapi: ['zod'],
};

/** What the files of platform/ import beside that; types they take from everywhere. */
export const platformPackages: Readonly<Record<string, readonly string[]>> = {
  // A hash of the same bytes is the same.
  pure: ['node:crypto'],
  port: [
    '@aws-lambda-powertools/logger',
    '@aws-lambda-powertools/metrics',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-eventbridge',
    '@aws-sdk/client-sfn',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    '@smithy/core/serde',
    '@smithy/signature-v4',
    'ulid',
  ],
  flow: ['node:crypto', 'zod'],
  handler: ['node:fs', 'node:path', '@aws-sdk/util-dynamodb'],
};

/** The suffixes of ours a file may import beside pure ones, by its own suffix. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  pure: [],
  contract: ['contract'],
  view: ['view'],
  policy: ['policy'],
  store: ['store', 'policy'],
  // Those of platform/ alone: the environment says where an outside service is.
  port: ['port'],
  // What several handlers do alike: load, decide, save; never an entry itself.
  flow: ['contract', 'view', 'policy', 'store', 'port', 'flow'],
  handler: ['contract', 'view', 'policy', 'store', 'port', 'flow', 'routes'],
  routes: [],
  openapi: ['contract', 'view', 'policy', 'routes', 'openapi'],
};

/** The layer a file belongs to, by its suffix. */
export function suffixOf(file: string): string {
  const suffix = path.posix.basename(file, '.ts').split('.')[1] ?? 'pure';
  return suffix in layers ? suffix : 'pure';
}
