import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { unreachableErrors } from '../../functions/leads/reception/reach.ts';
import { normalise } from '../../functions/leads/stated/stated-lead.contract.ts';
import { placeholderPolicies } from '../../functions/owners/identity.policy.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';

const samples = path.resolve(import.meta.dirname, '../../../shared/samples');
const denied = placeholderPolicies.newest;

function outcome(file: string): string {
  const type = file.endsWith('.json') ? 'application/json' : 'application/xml';
  const reading = readLeads(readFileSync(path.join(samples, file)), contentTypeOf(type));
  if (reading.kind !== 'ok') {
    return reading.kind === 'refused' ? `refused ${reading.reason}` : reading.kind;
  }
  const leads = reading.things.map((lead) => normalise(lead, { country: 'US', timeZone: 'America/New_York' }));
  return unreachableErrors(leads, denied).length === 0 ? 'accepted' : 'unreachable';
}

/** Why a file is not accepted; every other one is. */
const notAccepted: Readonly<Record<string, string>> = {
  // A fragment of the specification: a prospect with neither customer nor vehicle.
  'adf/02-spec-resend-fragment-verbatim.xml': 'unreachable',
  // A template nobody filled in: every value is a merge field.
  'adf/06-lendingarch-template.xml': 'unreachable',
  'adf/15-seorylie-malformed.xml': 'malformed',
  'adf/16-seorylie-xxe-attack.xml': 'refused doctype',
  // Cut off in the middle.
  'adf/17b-seorylie-unit-2.xml': 'malformed',
  'adf/17d-seorylie-unit-4.xml': 'unreachable',
  'adf/20-entity-expansion.xml': 'refused doctype',
  'adf/23-rust-adf-multi-prospect-resend.xml': 'unreachable',
  'adf/44-everlogic-rv-empty.xml': 'unreachable',
  // The excerpt ends in the middle of a vehicle; its prolog alone would not stop it.
  'adf/50-smedia-knightford-broken-prolog.txt': 'malformed',
  // Not leads: an error, an event and two answers of the same protocol; Meta's notices carry no lead or no source.
  'leads-json/aap-spec-v1.1-error.example.json': 'invalid',
  'leads-json/aap-spec-v1.1-event.example.json': 'invalid',
  'leads-json/aap-spec-v1.1-lead-submit-response.example.json': 'invalid',
  'leads-json/aap-spec-v1.1-lead-submit-response.proposed.example.json': 'invalid',
  'leads-json/facebook-lead-detail-doc-sample.json': 'invalid',
  'leads-json/facebook-leadgen-webhook.json': 'invalid',
};

function files(folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(path.join(samples, folder))
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`);
}

describe.skipIf(!existsSync(samples))('real documents (skipped where ../shared/samples is absent)', () => {
  const all = existsSync(samples)
    ? [...files('adf', /^\d.*\.(xml|txt)$/), ...files('leads-json', /(example|webhook|sample)\.json$/)]
    : [];

  test.each(all)('%s', (file) => {
    expect(outcome(file)).toBe(notAccepted[file] ?? 'accepted');
  });

  test('every exception is about a file that is there', () => {
    expect(all).toEqual(expect.arrayContaining(Object.keys(notAccepted)));
  });
});
