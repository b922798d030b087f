import * as z from 'zod';
import {
  type Resource,
  type ResourceKind,
  type ResourceKinds,
  refuseOthers,
  Unsupported,
} from '../cloudformation/resource.ts';
import type { SnsState, Subscription, Topic } from './topic.ts';

const topicHarmless = [
  'DisplayName',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  'Tags',
  'DataProtectionPolicy',
];

/** Serves topics and their subscriptions. */
export function snsKinds(state: SnsState): ResourceKinds {
  return {
    'AWS::SNS::Topic': topicKind(state),
    'AWS::SNS::Subscription': subscriptionKind(state),
  };
}

const inlineSubscriptions = z.array(z.strictObject({ Protocol: z.string(), Endpoint: z.string() })).default([]);

function topicKind(state: SnsState): ResourceKind {
  return {
    identify(physicalName, { TopicName }, { partition, region, account }) {
      const name = typeof TopicName === 'string' ? TopicName : physicalName;
      const arn = `arn:${partition}:sns:${region}:${account}:${name}`;
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
    load(resource) {
      refuseOthers(resource, ['TopicName', 'Subscription'], topicHarmless);
      const topic = topicOf(state, resource.ref);
      for (const given of inlineSubscriptions.parse(resource.properties['Subscription']))
        topic.subscriptions.push(subscriptionOf(resource, given));
    },
  };
}

function subscriptionKind(state: SnsState): ResourceKind {
  return {
    identify(physicalName, { TopicArn }) {
      const arn = `${String(TopicArn)}:${physicalName}`;
      return { ref: arn, attributes: { Arn: arn } };
    },
    load(resource) {
      refuseOthers(resource, ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery'], ['Region']);
      topicOf(state, String(resource.properties['TopicArn'])).subscriptions.push(
        subscriptionOf(resource, resource.properties),
      );
    },
  };
}

/** A subscription may be loaded before its topic. */
function topicOf(state: SnsState, arn: string): Topic {
  const topic = state.topics.get(arn) ?? { arn, name: arn.split(':').at(-1) ?? '', subscriptions: [] };
  state.topics.set(arn, topic);
  return topic;
}

function subscriptionOf(resource: Resource, given: Readonly<Record<string, unknown>>): Subscription {
  const protocol = given['Protocol'];
  if (protocol !== 'sqs' && protocol !== 'lambda' && protocol !== 'email')
    throw new Unsupported(`${resource.path} (${resource.type}): protocol ${String(protocol)} is not emulated`);
  const raw = given['RawMessageDelivery'];
  const endpoint = String(given['Endpoint']);
  return { arn: resource.ref, protocol, endpoint, rawMessageDelivery: raw === true || raw === 'true' };
}
