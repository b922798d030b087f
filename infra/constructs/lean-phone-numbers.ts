import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MetadataJson } from 'libphonenumber-js/core';
import whole from 'libphonenumber-js/min/metadata';

/**
 * Where a country's metadata, in version 4, keeps its formats and how it writes the national prefix in them, and which of
 * its numbers are mobile, toll-free and so on: by that, countries that share a calling code are told apart.
 */
const kinds = 11;
const unused = [4, 6, kinds];

/** These have short numbers (Canada's 310-0000) that nobody else behind their calling code has: by those kinds they are told apart. */
const withKinds = ['AU', 'CA', 'GB'];
/** Landlines and mobiles, as long as everybody's. */
const usual = 2;

/**
 * Lays a stand-in for `libphonenumber-js/min` into `folder` that knows how numbers are dialled and not how they are
 * written, and gives its path. A function reads numbers into E.164, for which neither a country's formats nor which of
 * those that share +1 a number belongs to is used. With the package's modern JavaScript that saves 65 KB.
 */
export function layLeanPhoneNumbers(folder: string): string {
  const core = join(dirname(createRequire(import.meta.url).resolve('libphonenumber-js/core')), 'es6/index.js');
  const file = join(folder, 'phone-numbers.js');
  writeFileSync(join(folder, 'phone-numbers.json'), JSON.stringify(leanMetadata()));
  const lines = [
    `import { getCountryCallingCode as callingCode, isSupportedCountry as supported } from ${JSON.stringify(core)};`,
    `import { parsePhoneNumberFromString as parse } from ${JSON.stringify(core)};`,
    `import metadata from './phone-numbers.json';`,
    'export const getCountryCallingCode = (country) => callingCode(country, metadata);',
    'export const isSupportedCountry = (country) => supported(country, metadata);',
    'export const parsePhoneNumberFromString = (number, options) => parse(number, options, metadata);',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** The package's smallest metadata, without what is not used. Throws where its version is not the one known here. */
export function leanMetadata(): MetadataJson {
  const { version, ...known } = whole as MetadataJson & { readonly version?: unknown; readonly nonGeographic?: object };
  if (version !== 4) throw new Error(`The metadata of phone numbers has version ${version}, not 4.`);
  return {
    ...{ version, ...known },
    countries: withoutUnused(known.countries),
    nonGeographic: withoutUnused(known.nonGeographic ?? {}),
  } as MetadataJson;
}

function withoutUnused(plans: object): object {
  const kept = (country: string, plan: readonly unknown[]) =>
    plan.map((value, place) => {
      if (place === kinds && withKinds.includes(country)) return withoutUsual(value as readonly unknown[]);
      return unused.includes(place) ? 0 : value;
    });
  return Object.fromEntries(
    Object.entries(plans).map(([country, plan]) => [country, kept(country, plan as readonly unknown[])]),
  );
}

function withoutUsual(all: readonly unknown[]): readonly unknown[] {
  return all.map((kind, place) => (place < usual ? 0 : kind));
}
