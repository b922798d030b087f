import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const lead = readFileSync(join(import.meta.dirname, '../infra/demo/lead.xml'));
const environmentNames = readFileSync(join(import.meta.dirname, '../functions/platform/env.port.ts'), 'utf8');

/** The demo's lead (ADF) as API Gateway hands it to `post-lead`. */
export function leadEvent(): object {
  return {
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/xml' },
    pathParameters: null,
    queryStringParameters: null,
    isBase64Encoded: true,
    body: lead.toString('base64'),
    requestContext: {
      authorizer: { credentialId: 'bench', tenant: 'dealer', dealerId: 'dealer-1', scopes: 'leads:write' },
    },
  };
}

/** The variables of a function whose calls of AWS all go to `endpoint`. */
export function functionEnvironment(endpoint: string): NodeJS.ProcessEnv {
  const known = environmentNames.matchAll(/'([A-Z_]+)'/g);
  return {
    ...Object.fromEntries([...known].map(([, name]) => [name, 'bench'])),
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'post-lead' },
    ...{ AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_SESSION_TOKEN: 'bench' },
  };
}
