import { Logger } from '@aws-lambda-powertools/logger';

/** The function's logger: ids and codes only, never a name, an address, a body or a key. */
export const logger = new Logger({ serviceName: 'lanekeeper' });
