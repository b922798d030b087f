import { describe, expect, test } from 'vitest';
import { EventBridgeRig, entry, minute, start } from './event-bridge-rig.ts';

describe('PutEvents', () => {
  test('each entry is taken or refused by itself, in order', async () => {
    const rig = new EventBridgeRig();
    const { Detail: _, ...without } = entry({});
    const answer = await rig.put(
      entry({ a: 1 }),
      { ...entry({}), Source: '' },
      { DetailType: 'x', Detail: '{}', Source: 'aws.s3' },
      { Source: 'a', Detail: '{}' },
      without,
      { ...entry({}), Detail: '{' },
      entry([1]),
      entry({ b: 2 }, { DetailType: 'lead.assigned.v1' }),
    );
    const missing = (name: string) => ({
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    });
    const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const id = { EventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/) };
    expect(answer).toEqual({
      FailedEntryCount: 6,
      Entries: [
        id,
        missing('Source'),
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
        missing('DetailType'),
        missing('Detail'),
        malformed,
        malformed,
        id,
      ],
    });
    expect(rig.bridge.events().map(({ detail }) => detail)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('none, eleven and a megabyte are refused as a whole', async () => {
    const rig = new EventBridgeRig();
    const eleven = Array.from({ length: 11 }, () => entry({}));
    await expect(rig.put()).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(rig.put(...eleven)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('length less than or equal to 10'),
    });
    const large = entry({ text: 'ä'.repeat(262_144) });
    await expect(rig.put(large, large)).rejects.toMatchObject({
      message: 'Total size of the entries in the request is over the limit.',
    });
    await rig.put(large);
    expect(rig.bridge.events()).toHaveLength(1);
  });

  test('an entry for an unknown bus is accepted and dropped, as on AWS, and complained about', async () => {
    const rig = new EventBridgeRig();
    const answer = await rig.put(entry({}, { EventBusName: 'nowhere' }));
    expect(answer).toMatchObject({ FailedEntryCount: 0 });
    expect(rig.bridge.events()).toEqual([]);
    expect(rig.complaints).toEqual([expect.stringContaining('nowhere')]);
  });

  test('a time that is no instant is refused', async () => {
    const rig = new EventBridgeRig();
    await expect(rig.put(entry({}, { Time: 'yesterday' }))).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test('a member that is not emulated is refused by name', async () => {
    const rig = new EventBridgeRig();
    await expect(rig.call('PutEvents', { EndpointId: 'a.b', Entries: [entry({})] })).rejects.toMatchObject({
      code: 'UnsupportedOnThisMachine',
      message: expect.stringContaining('EndpointId'),
    });
  });
});

test('events() gives the events of all buses as targets see them, with the bus, by detail type', async () => {
  const rig = new EventBridgeRig();
  const bus = await rig.load({ type: 'AWS::Events::EventBus', logicalId: 'Bus', properties: { Name: 'lanes' } });
  await rig.scheduler.moveTo(start + minute + 345);
  await rig.put(entry({ a: 1 }, { EventBusName: bus.attributes['Arn'], Resources: ['r'] }));
  await rig.put(entry({ b: 2 }, { DetailType: 'other', Time: Date.parse('2022-01-01T00:00:00Z') / 1000 }));
  expect(rig.bridge.events('lead.received.v1')).toEqual([
    {
      version: '0',
      id: expect.any(String),
      'detail-type': 'lead.received.v1',
      source: 'dealer.leads',
      account: '000000000000',
      time: '2026-03-02T14:01:00Z',
      region: 'us-east-1',
      resources: ['r'],
      detail: { a: 1 },
      eventBusName: 'lanes',
    },
  ]);
  expect(rig.bridge.events().map(({ time, eventBusName }) => [time, eventBusName])).toEqual([
    ['2026-03-02T14:01:00Z', 'lanes'],
    ['2022-01-01T00:00:00Z', 'default'],
  ]);
});

test('the same run gives the same event ids, and no two events one id', async () => {
  const ids = async () => {
    const rig = new EventBridgeRig();
    await rig.put(...Array.from({ length: 10 }, () => entry({})));
    await rig.scheduler.moveTo(start + minute);
    await rig.put(entry({}));
    return rig.bridge.events().map(({ id }) => id);
  };
  const first = await ids();
  expect(new Set(first).size).toBe(11);
  expect(await ids()).toEqual(first);
});
