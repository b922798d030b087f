/**
 * The floor beside an API of an app on the runtime, run as a process of its own: one HTTP server whose only route
 * puts the body into dynalite, through the AWS SDK, and does nothing else: no key, no parsing, no event, no timer.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: { createTableMs: number }) => Server;
const table = { TableName: 'bodies' };

const client = new DynamoDBClient({
  endpoint: await listening(dynalite({ createTableMs: 0 })),
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
await client.send(
  new CreateTableCommand({
    ...table,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
const documents = DynamoDBDocumentClient.from(client);
const server = createServer(async (request, response) => {
  const id = randomUUID();
  await documents.send(new PutCommand({ ...table, Item: { id, body: await text(request) } }));
  response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
});
console.log(await listening(server));

async function listening(of: Server): Promise<string> {
  await new Promise<void>((resolve) => of.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
}
