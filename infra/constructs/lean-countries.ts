import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };

/**
 * Lays a stand-in for the countries' codes into `folder`, and gives its path: without each one's mark in ISO 3166-2, that
 * saves 4 KB.
 */
export function layLeanCountryCodes(folder: string): string {
  const file = join(folder, 'country-codes.json');
  writeFileSync(file, JSON.stringify(codes.map((each) => each.slice(0, 3))));
  return file;
}
