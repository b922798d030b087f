import { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Lambda's Node runtime has beside the function's code: the AWS SDK and what it is made of. */
const provided = /^@(aws-sdk|smithy|aws-crypto)\//;

/**
 * Lets a function that was deployed without the AWS SDK find it, as Lambda's runtime does: in the packages of `folder`,
 * whatever version those are. What an asset brings along itself goes first.
 */
export function providePackages(folder: string): void {
  const { resolve } = createRequire(path.join(folder, 'package.json'));
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (missing) {
        if (!provided.test(specifier) || context.parentURL?.includes('/node_modules/')) throw missing;
        return { url: pathToFileURL(found(resolve, { specifier, missing })).href, shortCircuit: true };
      }
    },
  });
}

function found(
  resolve: NodeJS.RequireResolve,
  { specifier, missing }: { specifier: string; missing: unknown },
): string {
  try {
    return resolve(specifier);
  } catch {
    throw missing;
  }
}
