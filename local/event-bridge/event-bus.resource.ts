import { type ResourceKind, refuseOthers } from '../cloudformation/resource.ts';
import { busArn } from './bus-name.ts';
import type { EventBridgeState } from './event-bridge-state.ts';

// Encryption, tags and a resource policy change nothing that can be seen while permissions are not checked here.
const harmless = ['KmsKeyIdentifier', 'Policy', 'Tags'];

/** Serves AWS::Events::EventBus. Refuses partner event sources, logs and dead-letter queues of a bus. */
export function eventBusKind({ buses }: EventBridgeState): ResourceKind {
  return {
    identify(physicalName, { Name }, place) {
      const name = typeof Name === 'string' ? Name : physicalName;
      return { ref: name, attributes: { Arn: busArn(name, place), Name: name } };
    },
    load(resource) {
      refuseOthers(resource, ['Name', 'Description'], harmless);
      const { Description } = resource.properties;
      const described = typeof Description === 'string' ? { description: Description } : {};
      buses.set(resource.ref, { name: resource.ref, arn: resource.attributes['Arn'] ?? '', ...described });
    },
  };
}

/** Serves AWS::Events::EventBusPolicy: accepted; who may put events is decided by the caller's role here. */
export const eventBusPolicyKind: ResourceKind = {
  identify: (physicalName) => ({ ref: physicalName, attributes: {} }),
};
