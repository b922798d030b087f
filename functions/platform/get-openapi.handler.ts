import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { readEnv } from './env.port.ts';

const document = readFileSync(join(readEnv('LAMBDA_TASK_ROOT').LAMBDA_TASK_ROOT, 'openapi.json'), 'utf8');

/** Serves the API's description, made when the function was built. */
export async function handler(): Promise<APIGatewayProxyResult> {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    body: document,
  };
}
