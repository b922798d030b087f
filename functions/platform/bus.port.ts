import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Envelope } from '../events/event.ts';
import { readEnv } from './env.port.ts';

/** EventBridge takes at most ten entries a call; ten of ours stay far below its size limit. */
const entriesPerCall = 10;

/** The bus, as the relay sees it. */
interface Bus {
  /** Publishes the facts in order and gives the positions of those that were not taken. */
  publish(facts: readonly Envelope[]): Promise<readonly number[]>;
}

/** Opens the product's bus. */
export function openBus(): Bus {
  const { BUS_NAME } = readEnv('BUS_NAME');
  const client = new EventBridgeClient({});
  return {
    async publish(facts) {
      const failed: number[] = [];
      for (let start = 0; start < facts.length; start += entriesPerCall) {
        const entries = facts.slice(start, start + entriesPerCall).map((fact) => entryOf(BUS_NAME, fact));
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

function entryOf(EventBusName: string, fact: Envelope): PutEventsRequestEntry {
  return {
    EventBusName,
    Source: fact.source,
    DetailType: fact.type,
    Detail: JSON.stringify(fact),
    Time: new Date(fact.time),
    Resources: [],
  };
}
