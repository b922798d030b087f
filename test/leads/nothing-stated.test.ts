import { describe, expect, test } from 'vitest';
import { nothingPolicies } from '../../functions/intake/document/nothing.policy.ts';
import { readLeads } from '../../functions/leads/dialects/lead-dialects.contract.ts';
import { adf, bytes } from './adf-document.builders.ts';

const read = (text: string, type: string) => {
  const reading = readLeads(bytes(text), { type }, nothingPolicies.newest);
  if (reading.kind !== 'ok') throw new Error(JSON.stringify(reading));
  return reading.things[0];
};
const xml = (prospect: string) => read(adf(prospect), 'application/xml');
const json = (document: object) => read(JSON.stringify(document), 'application/json');
const nobody = { emails: [], phones: [] };

describe.each(['null', 'N/A', 'undefined', 'none', '-', 'Not provided'])('%j', (word) => {
  const field = (name: string) => `<${name}>${word}</${name}>`;

  test('stands for nothing in every value of ADF', () => {
    const car = ['year', 'make', 'model', 'trim', 'vin', 'stock', 'odometer', 'condition'].map(field).join('');
    const address = ['city', 'regioncode', 'postalcode', 'country'].map(field).join('');
    const name = ['first', 'middle', 'last'].map((part) => `<name part="${part}">${word}</name>`).join('');
    const contact = `${name}${field('email')}${field('phone')}<address>${address}</address>${field('preferredcontact')}`;
    const lead = xml(`<id source="${word}">${word}</id><vehicle interest="${word}" status="${word}">${car}</vehicle>
      <customer><contact>${contact}</contact></customer><vendor>${field('id')}${field('vendorname')}</vendor>
      <provider><name>${word}</name></provider>${field('requestdate')}`);
    expect(lead).toEqual({ source: { system: 'adf' }, customer: nobody, vehiclesOfInterest: [], tradeIns: [] });
  });

  test('stands for nothing in every value of JSON that may be left out', () => {
    const car = { vin: word, year: word, make: word, model: word, trim: word, condition: word, stockNumber: word };
    const place = { city: word, region: word, postalCode: word, country: word, preferredContact: word };
    const name = { firstName: word, lastName: word, fullName: word };
    const lead = json({
      source: { system: 'web', id: word, campaign: word },
      dealerId: word,
      customer: { ...name, ...place, emails: [word], phones: [{ number: word, type: word }] },
      vehiclesOfInterest: [{ ...car, interest: word }],
      tradeIns: [{ ...car, interest: word, odometer: word, odometerUnit: word, wear: word }],
      requestedAt: word,
    });
    expect(lead).toEqual({ source: { system: 'web' }, customer: nobody, vehiclesOfInterest: [], tradeIns: [] });
  });

  test('is kept in what a person wrote, in proof, and in what names the sender', () => {
    expect(xml(`<customer><comments>${word}</comments></customer>`)?.message).toBe(word);
    expect(xml(`<customer><comments><p>${word}</p></comments></customer>`)?.message).toBe(word);
    const lead = json({ source: { system: word }, customer: {}, message: word, consents: [{ granted: word }] });
    expect(lead).toMatchObject({ source: { system: word }, message: word, consents: [{ granted: word }] });
  });
});

test('a real value is found behind a word for nothing', () => {
  const address = '<address><regioncode>N/A</regioncode><state>NY</state></address>';
  const name = '<name part="first">Hugo</name><name part="middle">null</name><name part="last">Adler</name>';
  expect(xml(`<customer><contact>${name}${address}</contact></customer>`)?.customer).toEqual({
    ...nobody,
    firstName: 'Hugo',
    lastName: 'Adler',
    region: 'NY',
  });
});

test('people are called Null', () => {
  const contact = '<contact><name part="first">Jennifer</name><name part="last">Null</name></contact>';
  expect(xml(`<customer>${contact}</customer>`)?.customer).toMatchObject({ lastName: 'Null' });
  expect(json({ source: { system: 'web' }, customer: { lastName: 'Null' } })?.customer.lastName).toBe('Null');
});

test('texts of JSON are read as they are meant, too', () => {
  const lead = json({
    source: { system: 'web' },
    customer: { fullName: 'Ren&eacute; O&#39;Neill', city: 'MÃ¼nchen', emails: ['o&#39;neill@mail.example'] },
    message: 'Caf&eacute; &lt;b&gt;',
    consents: [{ text: 'Ren&eacute;' }],
  });
  expect(lead).toMatchObject({
    customer: { fullName: "René O'Neill", city: 'München', emails: ["o'neill@mail.example"] },
    message: 'Café &lt;b&gt;',
    consents: [{ text: 'Ren&eacute;' }],
  });
});
