import type { Fields } from '../../intake/document/meant.ts';

const people = 'name first middle last full given family surname firstname middlename lastname fullname'.split(' ');
const regions = 'region regioncode state province'.split(' ');
const prose = 'comments comment message notes'.split(' ');
const proof = 'consent consents'.split(' ');
/** What names the sender must be there, whatever it says. */
const needed = 'system sourceagent idempotencykey'.split(' ');

/** The fields of all dialects that ask for more than a value. */
export const leadFields: Fields = {
  ...each(people, 'name'),
  ...each(regions, 'region'),
  ...each(prose, 'prose'),
  ...each(proof, 'verbatim'),
  ...each(needed, 'needed'),
};

function each(names: readonly string[], field: Fields[string]): Fields {
  return Object.fromEntries(names.map((name) => [name, field]));
}
