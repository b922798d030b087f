import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Resource, Unsupported } from '../cloudformation/resource.ts';

/**
 * Gives the function that finds a Lambda function's unpacked code in a cloud assembly: where CDK's metadata says it is,
 * else by the hash in its S3 key. That function throws Unsupported naming the resource when there is no such directory.
 */
export function assetsIn(assembly: string): (resource: Resource) => string {
  return (resource) => {
    const stated = resource.metadata['aws:asset:path'];
    const code = resource.properties['Code'];
    const key = typeof code === 'object' && code !== null && 'S3Key' in code ? String(code.S3Key) : '';
    const hash = /([0-9a-f]{64})\.zip$/.exec(key)?.[1];
    const directory = typeof stated === 'string' ? stated : hash && `asset.${hash}`;
    const path = directory && resolve(assembly, directory);
    if (!path || !existsSync(path))
      throw new Unsupported(
        `${resource.path} (${resource.type}): its code (${directory ?? key}) is not in the assembly`,
      );
    return path;
  };
}
