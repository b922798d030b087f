import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Temporal } from 'temporal-polyfill';

/** A request to AWS without query. */
export interface Signable {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Its path must need no escaping. */
  readonly url: URL;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Who signs, for which service and region, and when. */
interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
  readonly at: Temporal.Instant;
}

/**
 * The headers of a request with its AWS Signature Version 4. Every bundle with DynamoDB's client holds the signer, whereas
 * S3's client would add 163 KB for two calls.
 */
export async function signedHeaders(
  { method, url, headers, body }: Signable,
  { region, service, at, ...credentials }: Signer,
): Promise<Record<string, string>> {
  // S3 takes the path as it is, where other services want it escaped once more.
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Hash.bind(null, 'sha256'),
    uriEscapePath: false,
  });
  const request = { method, protocol: url.protocol, hostname: url.hostname, path: url.pathname, body };
  const signed = await signer.sign(
    { ...request, headers: { ...headers, host: url.host } },
    { signingDate: new Date(at.epochMilliseconds) },
  );
  return signed.headers;
}
