import type { Dispatcher, Principal } from '../dispatcher.ts';

/** How an asynchronous invocation ended, in AWS's words. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/** An asynchronous invocation that has ended. */
export interface Ended {
  readonly requestId: string;
  readonly functionArn: string;
  readonly condition: Condition;
  readonly invokeCount: number;
  /** JSON text of the event. */
  readonly payload: string;
  /** JSON text of the last answer; absent when the function was never run. */
  readonly answer?: string | undefined;
  /** Virtual epoch ms. */
  readonly at: number;
}

/** The record a destination receives (Lambda developer guide, "Capturing records of asynchronous invocations"). */
function destinationRecord(ended: Ended): Record<string, unknown> {
  const failed = ended.condition !== 'Success';
  return {
    version: '1.0',
    timestamp: new Date(ended.at).toISOString(),
    requestContext: {
      requestId: ended.requestId,
      functionArn: `${ended.functionArn}:$LATEST`,
      condition: ended.condition,
      approximateInvokeCount: ended.invokeCount,
    },
    requestPayload: JSON.parse(ended.payload),
    ...(ended.answer !== undefined && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(failed && { functionError: 'Unhandled' }) },
      responsePayload: JSON.parse(ended.answer),
    }),
  };
}

/** Hands the record to a queue, topic, bus or function, with the rights of the function's role. */
export async function sendRecord(dispatcher: Dispatcher, arn: string, sent: { ended: Ended; principal: Principal }) {
  const { ended, principal } = sent;
  const text = JSON.stringify(destinationRecord(ended));
  const service = arn.split(':')[2] ?? '';
  const outcome = ended.condition === 'Success' ? 'Success' : 'Failure';
  const entry = {
    Source: 'lambda',
    DetailType: `Lambda Function Invocation Result - ${outcome}`,
    Detail: text,
    EventBusName: arn,
    Resources: [`${ended.functionArn}:$LATEST`, arn],
  };
  const calls: Readonly<Record<string, readonly [action: string, input: Record<string, unknown>]>> = {
    sqs: ['SendMessage', { QueueUrl: queueUrl(arn), MessageBody: text }],
    sns: ['Publish', { TopicArn: arn, Message: text }],
    lambda: ['InvokeFunction', { FunctionName: arn, InvocationType: 'Event', Payload: text }],
    events: ['PutEvents', { Entries: [entry] }],
  };
  const [action, input] = calls[service] ?? [];
  if (action && input) await dispatcher.call({ service, action, input, principal });
}

/** Hands the event itself to a dead-letter queue, with the three attributes that say why. */
export async function sendToDeadLetters(
  dispatcher: Dispatcher,
  arn: string,
  sent: { ended: Ended; principal: Principal },
) {
  const { ended, principal } = sent;
  const attribute = (type: string, value: string) => ({ DataType: type, StringValue: value });
  const input = {
    QueueUrl: queueUrl(arn),
    MessageBody: ended.payload,
    MessageAttributes: {
      RequestID: attribute('String', ended.requestId),
      ErrorCode: attribute('Number', ended.answer === undefined ? '429' : '200'),
      ErrorMessage: attribute('String', errorMessageIn(ended.answer).slice(0, 1024)),
    },
  };
  await dispatcher.call({ service: 'sqs', action: 'SendMessage', input, principal });
}

function errorMessageIn(answer: string | undefined): string {
  const document: unknown = answer === undefined ? undefined : JSON.parse(answer);
  const isDocument = typeof document === 'object' && document !== null && 'errorMessage' in document;
  return isDocument ? String(document.errorMessage) || '-' : 'Rate Exceeded.';
}

function queueUrl(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
