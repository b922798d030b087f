import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { credentialForm, credentialItem, credentialPlace } from '../../functions/access/credential.store.ts';
import type { Credential } from '../../functions/access/credential.ts';
import { dealerPartition } from '../../functions/dealers/dealer/dealer-partition.ts';
import type { Item } from '../../functions/platform/table.ts';
import type { DealerId } from '../../functions/platform/tenant.ts';
import { tablesOf } from '../names.ts';
import type { Target } from './command.ts';

/** The credentials of a stage, as those who hold its AWS account see them. */
interface KeptKeys {
  /** All of them, the oldest first; a key itself is kept nowhere. */
  all(): Promise<readonly Credential[]>;
  keep(credential: Credential): Promise<void>;
  /** Notes that a key is revoked, by its hash; a second time changes nothing. Rejects with ConditionalCheckFailedException for one that there is not. */
  revoke(keyHash: string, at: string): Promise<void>;
  /** Whether the OEM has entered a dealer of this id. */
  hasDealer(dealerId: DealerId): Promise<boolean>;
}

/** Opens the tables of a stage, deployed or on a runtime of one's own. */
export function openKeys({ base, client }: Target): KeptKeys {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const { main, credentials } = tablesOf(base);
  return {
    async all() {
      const found: Credential[] = [];
      for await (const { Items = [] } of paginateScan({ client: table }, { TableName: credentials }))
        found.push(...Items.map((item) => credentialForm.read(item as Item)));
      return found.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
    },
    async keep(credential) {
      await table.send(new PutCommand({ TableName: credentials, Item: credentialItem(credential) }));
    },
    async revoke(keyHash, at) {
      await table.send(
        new UpdateCommand({
          TableName: credentials,
          Key: credentialPlace(keyHash),
          UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
          ConditionExpression: 'attribute_exists(PK)',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },
    async hasDealer(dealerId) {
      const Key = { PK: dealerPartition(dealerId), SK: 'DEALER' };
      const { Item: dealer } = await table.send(new GetCommand({ TableName: main, Key }));
      return dealer !== undefined;
    },
  };
}
