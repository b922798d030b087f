import * as z from 'zod';
import type { Resource, ResourceKind } from '../cloudformation/resource.ts';
import { functionNameIn } from './function-resource.ts';
import { number, readProperties } from './read-properties.ts';

const supported = /^arn:[^:]+:(sqs|sns|lambda|events):/;
const destination = z.strictObject({ Destination: z.string().regex(supported, 'SQS, SNS, Lambda or EventBridge') });

const properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: number.default(2),
  MaximumEventAgeInSeconds: number.default(21_600),
  DestinationConfig: z
    .strictObject({ OnSuccess: destination.optional(), OnFailure: destination.optional() })
    .optional(),
});

/** How a function's asynchronous invocations are retried, and who hears how they ended. */
export interface EventInvokeConfig {
  readonly retryAttempts: number;
  readonly maximumAgeSeconds: number;
  readonly onSuccessArn?: string | undefined;
  readonly onFailureArn?: string | undefined;
}

/** AWS: two retries, six hours, and nobody hears. */
export const defaultEventInvokeConfig: EventInvokeConfig = { retryAttempts: 2, maximumAgeSeconds: 21_600 };

/** The kind AWS::Lambda::EventInvokeConfig; `keep` takes the configuration of the function of that name. */
export function eventInvokeConfigKind(keep: (functionName: string, config: EventInvokeConfig) => void): ResourceKind {
  return {
    identify: (physicalName) => ({ ref: physicalName, attributes: {} }),
    load(resource: Resource) {
      const read = readProperties(resource, properties);
      keep(functionNameIn(read.FunctionName), {
        retryAttempts: read.MaximumRetryAttempts,
        maximumAgeSeconds: read.MaximumEventAgeInSeconds,
        onSuccessArn: read.DestinationConfig?.OnSuccess?.Destination,
        onFailureArn: read.DestinationConfig?.OnFailure?.Destination,
      });
    },
  };
}
