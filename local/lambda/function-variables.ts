import type { Place } from '../cloudformation/resource.ts';
import type { LambdaFunction } from './function-resource.ts';

const keyPrefix = 'LOCAL-';
const numberMark = '~';

/**
 * The access key id under which a function calls AWS: it names the function, so that the endpoint finds its role, and the
 * number of the execution environment where one calls.
 */
export function accessKeyOf(functionName: string, environment?: number): string {
  return keyPrefix + functionName + (environment === undefined ? '' : numberMark + environment);
}

/** The number of the execution environment that calls with this access key id. */
export function environmentOfAccessKey(accessKeyId: string): number | undefined {
  const [, number] = accessKeyId.startsWith(keyPrefix) ? accessKeyId.split(numberMark) : [];
  return number === undefined ? undefined : Number(number);
}

/** The name of the function that calls with this access key id; undefined for any other key. */
export function functionOfAccessKey(accessKeyId: string): string | undefined {
  return accessKeyId.startsWith(keyPrefix) ? accessKeyId.slice(keyPrefix.length).split(numberMark)[0] : undefined;
}

/** A function's environment variables: its own over those that Lambda sets, and nothing of this machine's. */
export function variablesOf(fn: LambdaFunction, place: Place, endpoint: string): Record<string, string> {
  return {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamOf(fn),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    ...(fn.logFormat === 'JSON' && { AWS_LAMBDA_LOG_FORMAT: 'JSON' }),
    ...(fn.logLevel !== undefined && { AWS_LAMBDA_LOG_LEVEL: fn.logLevel }),
    LAMBDA_TASK_ROOT: fn.taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: fn.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    ...fn.variables,
    AWS_ACCESS_KEY_ID: accessKeyOf(fn.name),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: endpoint,
  };
}

/** Every execution environment writes to the one log stream of its function. */
export function logStreamOf(fn: LambdaFunction): string {
  return `local/[$LATEST]${fn.logicalId}`;
}
