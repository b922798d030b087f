import { createDispatcher, operator } from '../../dispatcher.ts';
import { createS3 } from '../../s3/s3.ts';
import { createScheduler } from '../../virtual-scheduler.ts';
import { load, place } from '../wire/loaded.ts';

/** S3 on a still clock with one bucket, `app-bodies`. */
export async function s3Bench(properties: Record<string, unknown> = {}) {
  const scheduler = createScheduler({ start: Date.parse('2027-03-01T08:00:00Z') });
  const dispatcher = createDispatcher();
  const { kinds } = createS3({ scheduler, dispatcher, place });
  await load(kinds)('AWS::S3::Bucket', 'Bodies', properties);
  const call = (action: string, input: Record<string, unknown> = {}) =>
    dispatcher.call({ service: 's3', action, input: { Bucket: 'app-bodies', ...input }, principal: operator });
  return {
    scheduler,
    dispatcher,
    kinds,
    call,
    put: (Key: string, Body = '', more: Record<string, unknown> = {}) => call('PutObject', { Key, Body, ...more }),
    async read(Key: string, Range?: string): Promise<string> {
      return Buffer.from((await call('GetObject', { Key, Range }))['Body'] as Uint8Array).toString();
    },
  };
}
