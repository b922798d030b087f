import { expect, test } from 'vitest';
import { Unsupported } from '../../cloudformation/resource.ts';
import { EventBridgeRig, entry, minute, start } from './event-bridge-rig.ts';

const day = 1_440 * minute;
const busArn = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
const type = 'AWS::Events::Archive';

test('an archive keeps what matches its pattern, as long as its retention says', async () => {
  const rig = new EventBridgeRig();
  const EventPattern = { 'detail-type': [{ prefix: 'lead.' }] };
  const properties = { SourceArn: busArn, ArchiveName: 'leads', EventPattern, RetentionDays: 35 };
  const { ref, attributes } = await rig.load({ type, logicalId: 'Archive', properties });
  expect([ref, attributes['Arn']]).toEqual(['leads', 'arn:aws:events:us-east-1:000000000000:archive/leads']);
  const count = async () => (await rig.call('DescribeArchive', { ArchiveName: 'leads' }))['EventCount'];
  await rig.put(entry({ a: 1 }), entry({}, { DetailType: 'other' }));
  await rig.scheduler.moveTo(start + day);
  await rig.put(entry({ b: 2 }));
  expect(await count()).toBe(2);
  await rig.scheduler.moveTo(start + 35 * day - 1);
  expect(await count()).toBe(2);
  await rig.scheduler.moveTo(start + 35 * day);
  expect(await count()).toBe(1);
  await rig.scheduler.moveTo(start + 36 * day);
  expect(await count()).toBe(0);
});

test('without retention an archive keeps everything of its bus for ever', async () => {
  const rig = new EventBridgeRig();
  const bus = await rig.load({ type: 'AWS::Events::EventBus', logicalId: 'Bus', properties: {} });
  const properties = { SourceArn: bus.attributes['Arn'] };
  const { ref } = await rig.load({ type, logicalId: 'Archive', properties });
  await rig.put(entry({}), entry({}, { EventBusName: bus.ref }));
  await rig.scheduler.moveTo(start + 4_000 * day);
  expect(await rig.call('DescribeArchive', { ArchiveName: ref })).toMatchObject({
    EventCount: 1,
    RetentionDays: 0,
  });
});

test('an archive with a bad pattern is refused', async () => {
  const properties = { SourceArn: busArn, EventPattern: { a: 'x' } };
  await expect(new EventBridgeRig().load({ type, logicalId: 'A', properties })).rejects.toThrow(Unsupported);
});
