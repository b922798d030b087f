import type { Temporal } from 'temporal-polyfill';
import { readEnv, readOptionalEnv } from '../../platform/env.port.ts';
import { Retryable } from '../../platform/failure.ts';
import { type Signable, signedHeaders } from '../../platform/signature.port.ts';

const tries = 3;
const millisecondsPerTry = 2500;

/** The bucket of documents as they were sent. Throws Retryable when S3 cannot be reached or is too busy. */
export interface Documents {
  put(key: string, bytes: Uint8Array, now: Temporal.Instant): Promise<void>;
  get(key: string, now: Temporal.Instant): Promise<Uint8Array>;
}

/** Opens the function's bucket; keys are of letters, digits, dashes and slashes. */
export function openDocuments(): Documents {
  const { DOCUMENTS_BUCKET, AWS_REGION } = readEnv('DOCUMENTS_BUCKET', 'AWS_REGION');
  const local = readOptionalEnv('AWS_ENDPOINT_URL');
  const bucket =
    local === undefined
      ? `https://${DOCUMENTS_BUCKET}.s3.${AWS_REGION}.amazonaws.com`
      : `${local.replace(/\/$/, '')}/${DOCUMENTS_BUCKET}`;
  const send = (method: Signable['method'], key: string, { body, now }: { body: Uint8Array; now: Temporal.Instant }) =>
    sendSigned({ method, url: new URL(`${bucket}/${key}`), headers: typed(method), body }, AWS_REGION, now);
  return {
    async put(key, body, now) {
      await send('PUT', key, { body, now });
    },
    get: (key, now) => send('GET', key, { body: new Uint8Array(), now }),
  };
}

/** Whatever the sender called it, nobody's browser is to take it for a page. */
function typed(method: Signable['method']): Record<string, string> {
  return method === 'PUT' ? { 'content-type': 'application/octet-stream' } : {};
}

async function sendSigned(request: Signable, region: string, at: Temporal.Instant): Promise<Uint8Array> {
  const env = readEnv('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN');
  const headers = await signedHeaders(request, {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
    region,
    service: 's3',
    at,
  });
  let refused = 'no answer';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await tryOnce(request, headers);
    if (answer?.ok) return new Uint8Array(await answer.arrayBuffer());
    refused = answer ? `${answer.status}` : 'no answer';
    if (answer && answer.status < 500) throw new Error(`S3 refused ${request.method} with ${refused}.`);
  }
  throw new Retryable(`S3 did not do ${request.method}: ${refused}.`);
}

async function tryOnce(
  { method, url, body }: Signable,
  headers: Record<string, string>,
): Promise<Response | undefined> {
  // fetch sets the host itself, from the same URL.
  const { host: _, ...sent } = headers;
  const signal = AbortSignal.timeout(millisecondsPerTry);
  try {
    return await fetch(url, { method, headers: sent, signal, ...(method === 'PUT' && { body: new Uint8Array(body) }) });
  } catch {
    return undefined;
  }
}
