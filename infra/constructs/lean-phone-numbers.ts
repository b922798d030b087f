import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MetadataJson } from 'libphonenumber-js/core';
import whole from 'libphonenumber-js/min/metadata';

/** Where a country's metadata, in version 4, keeps its formats and how it writes the national prefix in them. */
const writing = [4, 6];

/**
 * Lays a stand-in for `libphonenumber-js/min` into `folder` that knows how numbers are dialled and not how they are
 * written, and gives its path. A function reads numbers into E.164, for which no country's formats are used. Saves 50 KB.
 */
export function layLeanPhoneNumbers(folder: string): string {
  const core = join(dirname(createRequire(import.meta.url).resolve('libphonenumber-js/core')), 'index.js');
  const file = join(folder, 'phone-numbers.js');
  writeFileSync(join(folder, 'phone-numbers.json'), JSON.stringify(leanMetadata()));
  const lines = [
    `import { isSupportedCountry as supported, parsePhoneNumberFromString as parse } from ${JSON.stringify(core)};`,
    `import metadata from './phone-numbers.json';`,
    'export const isSupportedCountry = (country) => supported(country, metadata);',
    'export const parsePhoneNumberFromString = (number, options) => parse(number, options, metadata);',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** The package's smallest metadata, without what only formatting reads. Throws where its version is not the one known here. */
export function leanMetadata(): MetadataJson {
  const { version, ...known } = whole as MetadataJson & { readonly version?: unknown; readonly nonGeographic?: object };
  if (version !== 4) throw new Error(`The metadata of phone numbers has version ${version}, not 4.`);
  return {
    ...{ version, ...known },
    countries: withoutFormats(known.countries),
    nonGeographic: withoutFormats(known.nonGeographic ?? {}),
  } as MetadataJson;
}

function withoutFormats(plans: object): object {
  const kept = (plan: readonly unknown[]) => plan.map((value, place) => (writing.includes(place) ? 0 : value));
  return Object.fromEntries(
    Object.entries(plans).map(([country, plan]) => [country, kept(plan as readonly unknown[])]),
  );
}
