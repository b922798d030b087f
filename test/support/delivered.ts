import type { Envelope } from '../../functions/events/event.ts';

/** An event as EventBridge hands it to a function. */
export function delivered(detail: Envelope): object {
  return { source: detail.source, 'detail-type': detail.type, detail };
}

/** The same in a batch of one from a queue of the app, as Lambda hands it to a function. Nobody holds the message. */
export function fromQueue(name: string, detail: Envelope): object {
  const record = {
    messageId: detail.id,
    receiptHandle: 'nobody-holds-it',
    body: JSON.stringify(delivered(detail)),
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:lanekeeper-dev-${name}`,
    awsRegion: 'us-east-1',
  };
  return { Records: [record] };
}
