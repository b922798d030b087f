import { readEnv, readOptionalEnv } from './env.port.ts';

/**
 * Stands in for the SDK's credential chain when a function is bundled: Lambda hands its role's credentials over in the
 * environment, and looking for them in files, profiles, SSO and metadata services costs every cold start 130 KB. An emulator may
 * have no session token, or an empty one.
 */
export function defaultProvider() {
  return async () => {
    const env = readEnv('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');
    const sessionToken = readOptionalEnv('AWS_SESSION_TOKEN');
    return {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      ...(sessionToken !== undefined && { sessionToken }),
    };
  };
}
