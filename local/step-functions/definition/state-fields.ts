import type { QueryLanguage } from './compilation.ts';

const EVERYWHERE = ['Type', 'Comment', 'QueryLanguage'];
const GOING_ON = [...EVERYWHERE, 'Next', 'End'];
const RECOVERING = ['Retry', 'Catch'];

const JSONATA: Readonly<Record<string, readonly string[]>> = {
  Pass: [...GOING_ON, 'Output', 'Assign'],
  Wait: [...GOING_ON, 'Output', 'Assign', 'Seconds', 'Timestamp'],
  Succeed: [...EVERYWHERE, 'Output'],
  Fail: [...EVERYWHERE, 'Error', 'Cause'],
  Choice: [...EVERYWHERE, 'Choices', 'Default', 'Output', 'Assign'],
  Task: [
    ...[...GOING_ON, ...RECOVERING, 'Output', 'Assign'],
    ...['Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
  ],
  Parallel: [...GOING_ON, ...RECOVERING, 'Output', 'Assign', 'Branches', 'Arguments'],
  Map: [
    ...[...GOING_ON, ...RECOVERING, 'Output', 'Assign', 'Items', 'ItemSelector', 'ItemProcessor'],
    ...['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'],
  ],
};

const PATHS = ['InputPath', 'OutputPath'];
const RESULT_PATHS = ['Parameters', 'ResultPath', 'Assign'];

/** JSONPath states are emulated only as far as mixed definitions commonly go. */
const JSON_PATH: Readonly<Record<string, readonly string[]>> = {
  Pass: [...GOING_ON, ...PATHS, ...RESULT_PATHS, 'Result'],
  Wait: [...GOING_ON, ...PATHS, 'Seconds', 'Timestamp'],
  Succeed: [...EVERYWHERE, ...PATHS],
  Fail: [...EVERYWHERE, 'Error', 'Cause'],
  Task: [
    ...[...GOING_ON, ...RECOVERING, ...PATHS, ...RESULT_PATHS],
    ...['ResultSelector', 'Resource', 'TimeoutSeconds', 'HeartbeatSeconds'],
  ],
};

const KNOWN = {
  JSONata: new Map(Object.entries(JSONATA).map(([type, names]) => [type, new Set(names)])),
  JSONPath: new Map(Object.entries(JSON_PATH).map(([type, names]) => [type, new Set(names)])),
};

/** The fields emulated for a type of state in a query language; none where the type is not emulated. */
export function knownFields(type: unknown, language: QueryLanguage): ReadonlySet<string> | undefined {
  return KNOWN[language].get(String(type));
}
