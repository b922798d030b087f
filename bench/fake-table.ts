import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../functions/platform/table.ts';

export interface FakeTable {
  readonly url: string;
  close(): void;
}

/**
 * A table that finds the given items and takes every write: as fast as a DynamoDB can be, so that what is measured
 * against it is the function's own time. It answers every call of another kind with an empty document.
 */
export async function openFakeTable(items: readonly Item[]): Promise<FakeTable> {
  const answers = new Map(items.map((item) => [`${item.PK}|${item.SK}`, JSON.stringify({ Item: marshall(item) })]));
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(answerTo(String(request.headers['x-amz-target']), body, answers));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

function answerTo(target: string, body: string, answers: ReadonlyMap<string, string>): string {
  if (target.endsWith('.Query')) return '{"Items":[],"Count":0}';
  if (!target.endsWith('.GetItem')) return '{}';
  const { Key } = JSON.parse(body) as { Key: { PK: { S: string }; SK: { S: string } } };
  return answers.get(`${Key.PK.S}|${Key.SK.S}`) ?? '{}';
}
