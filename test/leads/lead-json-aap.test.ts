import { describe, expect, test } from 'vitest';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { contentTypeOf } from '../../functions/platform/content-type.ts';
import { bytes } from './adf-document.builders.ts';

const consent = {
  granted_at: '2026-04-30T11:05:00Z',
  allowed_channels: ['email', 'phone'],
  consent_text: 'You may call or write to me about this car.',
  scope: ['lead_submission'],
};
const least = {
  type: 'lead.submit.request',
  customer: { first_name: 'Ann', last_name: 'Ash', email: 'ann@example.com' },
  consent,
  source_agent: { name: 'shopper', agent_card_url: 'https://shopper.example.com/card.json' },
};
const read = (document: unknown) => readLeads(bytes(JSON.stringify(document)), contentTypeOf('application/json'));

test('an Auto Agent Protocol lead is known by its type and mapped, its grant kept with the agent that brought it', () => {
  const document = {
    ...least,
    customer: {
      ...least.customer,
      phone: '+12127365000',
      preferred_contact: 'sms',
      address: { state: 'NY', zip: '00501' },
    },
    vehicle_of_interest: { vin: '1E5', year: 2026, make: 'Alder', condition: 'cpo', stock: '007', price: 31000 },
    trade_in: { make: 'Alder', condition: 'good', mileage: 62000 },
    appointment: { appointment_type: 'test_drive', appointment_at: '2026-05-03T11:00:00-07:00', notes: 'With my son.' },
    message: 'Is it there?',
    submitted_at: '2026-04-30T11:05:08Z',
    idempotency_key: 'k-1',
  };
  expect(read(document)).toEqual({
    kind: 'ok',
    warnings: [],
    things: [
      {
        source: { system: 'shopper', id: 'k-1' },
        providerId: 'k-1',
        customer: {
          firstName: 'Ann',
          lastName: 'Ash',
          emails: ['ann@example.com'],
          phones: [{ raw: '+12127365000' }],
          region: 'NY',
          postalCode: '00501',
          preferredContact: 'sms',
        },
        vehiclesOfInterest: [
          { vin: '1E5', year: 2026, make: 'Alder', condition: 'cpo', stockNumber: '007', interest: 'test-drive' },
        ],
        tradeIns: [{ make: 'Alder', wear: 'good', odometer: '62000', interest: 'trade-in' }],
        message: 'Is it there?',
        appointment: { kind: 'test-drive', at: '2026-05-03T11:00:00-07:00', notes: 'With my son.' },
        consents: [{ ...consent, source_agent: least.source_agent }],
        requestedAtStated: '2026-04-30T11:05:08Z',
      },
    ],
  });
});

describe('a lead without its proof', () => {
  test.each([
    [{ ...least, consent: undefined }, 'consent'],
    [{ ...least, consent: { ...consent, consent_text: '' } }, 'consent.consent_text'],
    [{ ...least, consent: { ...consent, granted_at: 'yesterday' } }, 'consent.granted_at'],
    [{ ...least, consent: { ...consent, allowed_channels: [] } }, 'consent.allowed_channels'],
    [{ ...least, consent: { ...consent, scope: ['marketing'] } }, 'consent.scope[0]'],
    [{ ...least, source_agent: undefined }, 'source_agent'],
    [{ ...least, owner_id: 'x' }, 'owner_id'],
  ])('is invalid: %j', (document, path) => {
    expect(read(document)).toMatchObject({ kind: 'invalid', errors: [{ path }] });
  });
});
