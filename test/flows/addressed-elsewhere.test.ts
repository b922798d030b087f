import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { leadJson, leadOf } from '../support/leads.ts';

const app = await startApp({
  callers: { portal: { tenant: { kind: 'provider', senderId: 'portal' }, scopes: ['leads:write'] } },
});
afterAll(() => app.close());

let sent = 0;
/** A prospect of somebody new with this vendor block, and what else there is. */
function prospect(vendor: string, more = ''): string {
  sent += 1;
  const contact = `<contact><name part="full">Ulla ${sent}</name><email>ulla-${sent}@mail.example</email></contact>`;
  return `<prospect><customer>${contact}</customer>${more}${vendor && `<vendor>${vendor}</vendor>`}</prospect>`;
}

async function post(body: unknown, as: string) {
  const { status, body: answer } = await app.post('/v1/leads', body, { as });
  const { leads = [], warnings = [] } = answer as {
    leads?: { leadId: string; dealerId: string }[];
    warnings?: { code: string; path: string }[];
  };
  return { status, leads, warnings, dealers: leads.map(({ dealerId }) => dealerId) };
}

const adf = (...prospects: readonly string[]) => `<adf>${prospects.join('')}</adf>`;
const elsewhere = async () => (await app.events('lead.addressed-elsewhere.v1')).map(({ data }) => data);

describe('a lead with a key that is no store’s own goes to the store', () => {
  test.each([
    [
      'by the name, where the id is the sender’s own',
      '<id source="Portal">58112</id><vendorname>Lakeside Motors</vendorname>',
      'dealer-1',
    ],
    ['by an id of ours, whatever the name', '<id>dealer-2</id><vendorname>Lakeside Motors</vendorname>', 'dealer-2'],
    ['by the second id', '<id source="Portal">58112</id><id source="OEM">dealer-2</id>', 'dealer-2'],
    ['by the second name', '<vendorname>Portal Lot 7</vendorname><name>Harbor Auto</name>', 'dealer-2'],
    ['by its name in the element name', '<name>lakeside motors</name>', 'dealer-1'],
    ['by its name where a word for nothing is the id', '<id>N/A</id><vendorname>Harbor Auto</vendorname>', 'dealer-2'],
  ])('%s', async (_how, vendor, dealerId) => {
    expect(await post(adf(prospect(vendor)), 'portal')).toMatchObject({
      status: 202,
      dealers: [dealerId],
      warnings: [],
    });
  });

  test('that stands beside it', async () => {
    const document = `<adf>${prospect('')}<vendor><vendorname>Harbor Auto</vendorname></vendor></adf>`;
    expect(await post(document, 'oem')).toMatchObject({ status: 202, dealers: ['dealer-2'] });
  });

  test('and nowhere, where neither id nor name is known', async () => {
    const vendor = '<id>58112</id><vendorname>Portal Lot 7</vendorname>';
    expect((await post(adf(prospect(vendor)), 'portal')).status).toBe(422);
  });
});

describe('a lead that names another store than its key’s', () => {
  test.each([
    ['by id', '<id>dealer-2</id>', 'dealerId'],
    ['by name', '<vendorname>Harbor Auto</vendorname>', 'vendor'],
    ['by name, beside an id that nobody knows', '<id>58112</id><vendorname>Harbor Auto</vendorname>', 'vendor'],
  ])('%s, is taken with a warning and an event', async (_how, vendor, path) => {
    const before = await elsewhere();
    const { status, leads, dealers, warnings } = await post(adf(prospect(vendor)), 'dealer-1');
    expect({ status, dealers, warnings }).toEqual({
      status: 202,
      dealers: ['dealer-1'],
      warnings: [{ code: 'addressed-to-another-dealer', path }],
    });
    const { leadId } = leads[0] ?? {};
    expect(await elsewhere()).toEqual([...before, { leadId, dealerId: 'dealer-1', otherDealerId: 'dealer-2' }]);
  });

  test('in JSON, too', async () => {
    const { dealers, warnings } = await post(leadJson('elsewhere', { dealerId: 'dealer-1' }), 'dealer-2');
    expect([dealers, warnings]).toEqual([['dealer-2'], [{ code: 'addressed-to-another-dealer', path: 'dealerId' }]]);
  });

  test('is named among others, and what nobody understood beside it', async () => {
    const own = prospect('<vendorname>LAKESIDE motors</vendorname>', '<requestdate>soon</requestdate>');
    const { warnings } = await post(adf(own, prospect('<id>dealer-2</id>')), 'dealer-1');
    expect(warnings).toEqual([
      { code: 'unreadable-date', path: 'prospect[0].requestedAt' },
      { code: 'addressed-to-another-dealer', path: 'prospect[1].dealerId' },
    ]);
  });

  test.each([
    ['no store at all', ''],
    ['its own store', '<id>dealer-1</id><vendorname>Harbor Auto</vendorname>'],
    ['a store that nobody knows', '<id>58112</id><vendorname>Portal Lot 7</vendorname>'],
  ])('is none where it names %s', async (_what, vendor) => {
    const before = await elsewhere();
    expect(await post(adf(prospect(vendor)), 'dealer-1')).toMatchObject({ status: 202, warnings: [] });
    expect(await elsewhere()).toEqual(before);
  });
});

test('what nobody understood is on the lead as it was stated', async () => {
  const car = '<vehicle interest="hire" status="mint"><make>Alder</make></vehicle>';
  const { leads } = await post(adf(prospect('', `${car}<requestdate>soon</requestdate>`)), 'dealer-1');
  expect(await leadOf(app, leads[0]?.leadId ?? '')).toMatchObject({
    requestedAtStated: 'soon',
    vehiclesOfInterest: [{ make: 'Alder', interest: 'buy', interestStated: 'hire', conditionStated: 'mint' }],
  });
});
