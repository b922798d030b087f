import * as z from 'zod';
import type { Place, Resource, ResourceKind, ResourceKinds } from '../cloudformation/resource.ts';
import { busArn, busNameIn } from '../event-bridge/bus-name.ts';
import { harmless, readProperties } from '../lambda/read-properties.ts';
import { queueArn } from './arn.ts';
import { add, type IamState } from './iam-state.ts';
import { permissionKind } from './permission.resource.ts';
import { readPolicy } from './policy-document.ts';
import { constructOf } from './role.resource.ts';

const queuePolicy = z.strictObject({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });
const topicPolicy = z.strictObject({ PolicyDocument: z.unknown(), Topics: z.array(z.string()) });
const bucketPolicy = z.strictObject({ PolicyDocument: z.unknown(), Bucket: z.string() });
const busPolicy = z.strictObject({
  EventBusName: z.string().default('default'),
  StatementId: harmless,
  Statement: z.unknown(),
});

/** Whose resource a policy protects, and the document that says how. */
interface Protection {
  readonly arns: readonly string[];
  readonly document: unknown;
}

/** Serves the policies of functions, queues, topics, buckets and buses. */
export function resourcePolicyKinds(state: IamState, place: Place): ResourceKinds {
  const kind = (protectionOf: (resource: Resource) => Protection): ResourceKind => ({
    identify: (physicalName) => ({ ref: physicalName, attributes: { Id: physicalName } }),
    load(resource) {
      const { arns, document } = protectionOf(resource);
      const statements = readPolicy(document, constructOf(resource.path), 'resource');
      for (const arn of arns) add(state.protecting, arn, statements);
    },
  });
  return {
    'AWS::Lambda::Permission': permissionKind(state, place),
    'AWS::SQS::QueuePolicy': kind((resource) => {
      const { PolicyDocument, Queues } = readProperties(resource, queuePolicy);
      return { arns: Queues.map((queue) => queueArn(queue, place)), document: PolicyDocument };
    }),
    'AWS::SNS::TopicPolicy': kind((resource) => {
      const { PolicyDocument, Topics } = readProperties(resource, topicPolicy);
      return { arns: Topics, document: PolicyDocument };
    }),
    'AWS::S3::BucketPolicy': kind((resource) => {
      const { PolicyDocument, Bucket } = readProperties(resource, bucketPolicy);
      return { arns: [`arn:${place.partition}:s3:::${Bucket}`], document: PolicyDocument };
    }),
    'AWS::Events::EventBusPolicy': kind((resource) => {
      const { EventBusName, Statement } = readProperties(resource, busPolicy);
      return { arns: [busArn(busNameIn(EventBusName), place)], document: { Statement } };
    }),
  };
}
