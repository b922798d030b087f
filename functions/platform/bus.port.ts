import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type Envelope, type Installation, sourceOf } from '../events/event.ts';
import { readEnv } from './env.port.ts';
import type { KeptFact } from './fact.ts';

/** EventBridge takes at most ten entries a call; ten of ours stay far below its size limit. */
const entriesPerCall = 10;

/** The bus, as the relay sees it. */
interface Bus {
  /** Publishes the facts in order and gives the positions of those that were not taken. */
  publish(facts: readonly KeptFact[]): Promise<readonly number[]>;
}

/** Opens the product's bus. */
export function openBus(): Bus {
  const { BUS_NAME, STAGE, AWS_REGION } = readEnv('BUS_NAME', 'STAGE', 'AWS_REGION');
  const installation = { stage: STAGE, region: AWS_REGION };
  const client = new EventBridgeClient({});
  return {
    async publish(facts) {
      const failed: number[] = [];
      for (let start = 0; start < facts.length; start += entriesPerCall) {
        const entries = facts
          .slice(start, start + entriesPerCall)
          .map((fact) => entryOf(BUS_NAME, eventOf(fact, installation)));
        failed.push(...(await refused(client, entries)).map((position) => start + position));
      }
      return failed;
    },
  };
}

async function refused(client: EventBridgeClient, Entries: PutEventsRequestEntry[]): Promise<number[]> {
  const answer = await client.send(new PutEventsCommand({ Entries }));
  return (answer.Entries ?? []).flatMap((entry, position) => (entry.ErrorCode ? [position] : []));
}

function eventOf({ room, ...fact }: KeptFact, installation: Installation): Envelope {
  return { specversion: '1.0', source: sourceOf(installation, room), ...fact };
}

function entryOf(EventBusName: string, event: Envelope): PutEventsRequestEntry {
  return {
    EventBusName,
    Source: event.source,
    DetailType: event.type,
    Detail: JSON.stringify(event),
    Time: new Date(event.time),
    Resources: [],
  };
}
