export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The IAM prefix of the service. */
  readonly service: string;
}

// Signing names that differ from the prefix IAM uses for the same service.
const iamPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', email: 'ses' };

const signatureV4 = /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\b/;

/** Reads who calls which service from a SigV4 Authorization header; gives undefined for any other header. */
export function readCredentialScope(authorization: string | undefined): CredentialScope | undefined {
  const [, accessKeyId, region, signingName] = signatureV4.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || signingName === undefined) return undefined;
  return { accessKeyId, region, service: iamPrefixes[signingName] ?? signingName };
}
