import { type ResourceKind, refuseOthers } from '../cloudformation/resource.ts';
import { busArn } from './bus-name.ts';
import type { EventBridgeState } from './event-bridge-state.ts';

// Encryption and tags change nothing that can be seen.
const harmless = ['KmsKeyIdentifier', 'Tags'];

/** Serves AWS::Events::EventBus. Refuses partner event sources, logs, dead-letter queues and inline policies of a bus. */
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
