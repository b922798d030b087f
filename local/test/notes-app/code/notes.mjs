import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const TableName = process.env.TABLE;

export async function take({ body }) {
  const { id, text } = JSON.parse(body);
  if (text.length > Number(process.env.LONGEST)) return { statusCode: 422, body: '{}' };
  const at = new Date().toISOString();
  await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, text: { S: text }, at: { S: at } } }));
  return { statusCode: 201, body: JSON.stringify({ id, at }) };
}

export async function show({ pathParameters: { id } }) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  if (!Item) return { statusCode: 404, body: '{}' };
  return { statusCode: 200, body: JSON.stringify({ id, text: Item.text.S, at: Item.at.S }) };
}

export async function count({ time }) {
  const { Count } = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
  const Item = { id: { S: `count-${time.slice(0, 10)}` }, text: { S: String(Count) }, at: { S: time } };
  await client.send(new PutItemCommand({ TableName, Item }));
}
